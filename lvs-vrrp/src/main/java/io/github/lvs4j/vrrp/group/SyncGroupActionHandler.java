package io.github.lvs4j.vrrp.group;

import io.github.lvs4j.vrrp.TransitionReason;
import io.github.lvs4j.vrrp.VrrpState;

/**
 * Carries out {@link SyncGroupAction}s, one method for each; their Javadoc is the contract. Called on the thread that owns
 * the machine. Calls to members may lead to further events for the group: these come after the present list is done.
 */
public interface SyncGroupActionHandler {

    /**
     * See {@link SyncGroupAction.PromoteMember}.
     *
     * @param member its index in the group
     */
    void promoteMember(int member);

    /**
     * See {@link SyncGroupAction.DemoteMember}.
     *
     * @param member its index in the group
     * @param reason why another member left the master state
     */
    void demoteMember(int member, TransitionReason reason);

    /**
     * See {@link SyncGroupAction.FaultMember}.
     *
     * @param member its index in the group
     */
    void faultMember(int member);

    /**
     * See {@link SyncGroupAction.RecoverMember}.
     *
     * @param member its index in the group
     */
    void recoverMember(int member);

    /**
     * See {@link SyncGroupAction.AnnounceMember}.
     *
     * @param member its index in the group
     */
    void announceMember(int member);

    /**
     * See {@link SyncGroupAction.HurryMember}.
     *
     * @param member its index in the group
     */
    void hurryMember(int member);

    /**
     * See {@link SyncGroupAction.ClaimMember}.
     *
     * @param member its index in the group
     * @param on whether to claim
     */
    void claimMember(int member, boolean on);

    /** See {@link SyncGroupAction.ReportConfirmed}. */
    void reportGroupConfirmed();

    /**
     * See {@link SyncGroupAction.ReportTransition}.
     *
     * @param from the former state
     * @param to the present state
     * @param reason why
     */
    void reportGroupTransition(VrrpState from, VrrpState to, TransitionReason reason);
}
