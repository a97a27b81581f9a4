package io.github.lvs4j.vrrp.group;

import io.github.lvs4j.vrrp.TransitionReason;
import io.github.lvs4j.vrrp.VrrpState;

/** What a {@link SyncGroupMachine} wants its host to do, in the order given. Immutable. */
public sealed interface SyncGroupAction {

    /**
     * Hands this action to the method that is made for it.
     *
     * @param handler the host
     */
    void accept(SyncGroupActionHandler handler);

    /**
     * Call {@code onGroupPromotion} of a member.
     *
     * @param member its index in the group
     */
    record PromoteMember(int member) implements SyncGroupAction {
        @Override
        public void accept(SyncGroupActionHandler handler) {
            handler.promoteMember(member);
        }
    }

    /**
     * Call {@code onGroupDemotion} of a member.
     *
     * @param member its index in the group
     * @param reason why another member left the master state
     */
    record DemoteMember(int member, TransitionReason reason) implements SyncGroupAction {
        @Override
        public void accept(SyncGroupActionHandler handler) {
            handler.demoteMember(member, reason);
        }
    }

    /**
     * Call {@code onGroupFault} of a member.
     *
     * @param member its index in the group
     */
    record FaultMember(int member) implements SyncGroupAction {
        @Override
        public void accept(SyncGroupActionHandler handler) {
            handler.faultMember(member);
        }
    }

    /**
     * Call {@code onGroupRecovery} of a member.
     *
     * @param member its index in the group
     */
    record RecoverMember(int member) implements SyncGroupAction {
        @Override
        public void accept(SyncGroupActionHandler handler) {
            handler.recoverMember(member);
        }
    }

    /**
     * Call {@code onGroupConflict} of a member.
     *
     * @param member its index in the group
     */
    record AnnounceMember(int member) implements SyncGroupAction {
        @Override
        public void accept(SyncGroupActionHandler handler) {
            handler.announceMember(member);
        }
    }

    /**
     * Call {@code onGroupRelease} of a member.
     *
     * @param member its index in the group
     */
    record HurryMember(int member) implements SyncGroupAction {
        @Override
        public void accept(SyncGroupActionHandler handler) {
            handler.hurryMember(member);
        }
    }

    /**
     * Call {@code onGroupClaim} of a member.
     *
     * @param member its index in the group
     * @param on whether to claim
     */
    record ClaimMember(int member, boolean on) implements SyncGroupAction {
        @Override
        public void accept(SyncGroupActionHandler handler) {
            handler.claimMember(member, on);
        }
    }

    /** Tell listeners that the mastership of every member is beyond doubt. */
    record ReportConfirmed() implements SyncGroupAction {
        @Override
        public void accept(SyncGroupActionHandler handler) {
            handler.reportGroupConfirmed();
        }
    }

    /**
     * Tell listeners that the group as a whole has changed its state.
     *
     * @param from the former state
     * @param to the present state
     * @param reason why the last member that counted changed its own
     */
    record ReportTransition(VrrpState from, VrrpState to, TransitionReason reason) implements SyncGroupAction {
        @Override
        public void accept(SyncGroupActionHandler handler) {
            handler.reportGroupTransition(from, to, reason);
        }
    }
}
