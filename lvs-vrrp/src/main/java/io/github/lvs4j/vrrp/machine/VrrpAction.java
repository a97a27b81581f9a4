package io.github.lvs4j.vrrp.machine;

import io.github.lvs4j.vrrp.PeerConflict;
import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.TransitionReason;
import io.github.lvs4j.vrrp.VrrpPeer;
import io.github.lvs4j.vrrp.VrrpState;
import io.github.lvs4j.vrrp.VrrpTiming;
import java.time.Duration;
import java.util.Optional;

/** What a {@link VrrpMachine} wants its host to do, in the order given. Immutable. */
public sealed interface VrrpAction {

    /**
     * Hands this action to the method that is made for it.
     *
     * @param handler the host
     */
    void accept(VrrpActionHandler handler);

    /**
     * Send an advertisement now.
     *
     * @param priority the priority to send, {@link Priority#RELEASE} to step down
     */
    record SendAdvertisement(Priority priority) implements VrrpAction {
        @Override
        public void accept(VrrpActionHandler handler) {
            handler.sendAdvertisement(priority);
        }
    }

    /**
     * Arm a timer, replacing its former instant.
     *
     * @param timer which one
     * @param deadlineNanos the instant at which it is due
     */
    record ArmTimer(VrrpTimer timer, long deadlineNanos) implements VrrpAction {
        @Override
        public void accept(VrrpActionHandler handler) {
            handler.armTimer(timer, deadlineNanos);
        }
    }

    /**
     * Disarm a timer.
     *
     * @param timer which one
     */
    record CancelTimer(VrrpTimer timer) implements VrrpAction {
        @Override
        public void accept(VrrpActionHandler handler) {
            handler.cancelTimer(timer);
        }
    }

    /** Install the virtual addresses; those that are there stay. May be carried out later, but never holds up the others. */
    record AddAddresses() implements VrrpAction {
        @Override
        public void accept(VrrpActionHandler handler) {
            handler.addAddresses();
        }
    }

    /** Remove the virtual addresses. May be carried out later, but in order with {@link AddAddresses}. */
    record RemoveAddresses() implements VrrpAction {
        @Override
        public void accept(VrrpActionHandler handler) {
            handler.removeAddresses();
        }
    }

    /**
     * Announce the virtual addresses, once they are installed, in rounds over all of them.
     *
     * @param rounds how many times each address
     */
    record AnnounceAddresses(int rounds) implements VrrpAction {
        @Override
        public void accept(VrrpActionHandler handler) {
            handler.announceAddresses(rounds);
        }
    }

    /**
     * Tell listeners, and the sync group, that the state has changed.
     *
     * @param from the former state
     * @param to the present state
     * @param reason why
     * @param peer whose advertisement caused it, or who was master before, if that is known
     * @param timing when it happened
     */
    record ReportTransition(
            VrrpState from, VrrpState to, TransitionReason reason, Optional<VrrpPeer> peer, VrrpTiming timing)
            implements VrrpAction {
        @Override
        public void accept(VrrpActionHandler handler) {
            handler.reportTransition(from, to, reason, peer, timing);
        }
    }

    /**
     * Tell listeners, and the sync group, of another master that ranks lower or looks like ourselves.
     *
     * @param conflict what it is
     * @param peer the other router
     * @param timing when it was heard
     */
    record ReportConflict(PeerConflict conflict, VrrpPeer peer, VrrpTiming timing) implements VrrpAction {
        @Override
        public void accept(VrrpActionHandler handler) {
            handler.reportConflict(conflict, peer, timing);
        }
    }

    /**
     * Tell listeners that another master of lower rank has fallen silent.
     *
     * @param peer the other router
     * @param lasted from its first advertisement to its last
     */
    record ReportConflictWon(VrrpPeer peer, Duration lasted) implements VrrpAction {
        @Override
        public void accept(VrrpActionHandler handler) {
            handler.reportConflictWon(peer, lasted);
        }
    }

    /**
     * Tell listeners, and the sync group, that the mastership is beyond doubt.
     *
     * @param took since it began
     */
    record ReportConfirmed(Duration took) implements VrrpAction {
        @Override
        public void accept(VrrpActionHandler handler) {
            handler.reportConfirmed(took);
        }
    }

    /** Tell the sync group that this member's master has stepped down; only members do. */
    record ReportRelease() implements VrrpAction {
        @Override
        public void accept(VrrpActionHandler handler) {
            handler.reportRelease();
        }
    }

    /** Tell the sync group that this member would be master now; only members ask. */
    record RequestMastership() implements VrrpAction {
        @Override
        public void accept(VrrpActionHandler handler) {
            handler.requestMastership();
        }
    }

    /** Tell the sync group that this member has heard a master again; only members do. */
    record WithdrawRequest() implements VrrpAction {
        @Override
        public void accept(VrrpActionHandler handler) {
            handler.withdrawRequest();
        }
    }

    /**
     * Tell the sync group that this member can, or cannot, take part; only members do.
     *
     * @param healthy whether it has no fault of its own
     */
    record ReportHealth(boolean healthy) implements VrrpAction {
        @Override
        public void accept(VrrpActionHandler handler) {
            handler.reportHealth(healthy);
        }
    }
}
