package io.github.lvs4j.vrrp.machine;

import io.github.lvs4j.vrrp.PeerConflict;
import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.TransitionReason;
import io.github.lvs4j.vrrp.VrrpPeer;
import io.github.lvs4j.vrrp.VrrpState;
import io.github.lvs4j.vrrp.VrrpTiming;
import java.time.Duration;
import java.util.Optional;

/**
 * Carries out {@link VrrpAction}s, one method for each; their Javadoc is the contract. Called on the thread that owns the
 * machine; must not block and must not call the machine back.
 */
public interface VrrpActionHandler {

    /**
     * See {@link VrrpAction.SendAdvertisement}.
     *
     * @param priority the priority to send
     */
    void sendAdvertisement(Priority priority);

    /**
     * See {@link VrrpAction.ArmTimer}.
     *
     * @param timer which one
     * @param deadlineNanos when it is due
     */
    void armTimer(VrrpTimer timer, long deadlineNanos);

    /**
     * See {@link VrrpAction.CancelTimer}.
     *
     * @param timer which one
     */
    void cancelTimer(VrrpTimer timer);

    /** See {@link VrrpAction.AddAddresses}. */
    void addAddresses();

    /** See {@link VrrpAction.RemoveAddresses}. */
    void removeAddresses();

    /**
     * See {@link VrrpAction.AnnounceAddresses}.
     *
     * @param rounds how many times each address
     */
    void announceAddresses(int rounds);

    /**
     * See {@link VrrpAction.ReportTransition}.
     *
     * @param from the former state
     * @param to the present state
     * @param reason why
     * @param peer whose advertisement caused it, or who was master before, if that is known
     * @param timing when it happened
     */
    void reportTransition(
            VrrpState from, VrrpState to, TransitionReason reason, Optional<VrrpPeer> peer, VrrpTiming timing);

    /**
     * See {@link VrrpAction.ReportConflict}.
     *
     * @param conflict what it is
     * @param peer the other router
     * @param timing when it was heard
     */
    void reportConflict(PeerConflict conflict, VrrpPeer peer, VrrpTiming timing);

    /**
     * See {@link VrrpAction.ReportConflictWon}.
     *
     * @param peer the other router
     * @param lasted from its first advertisement to its last
     */
    void reportConflictWon(VrrpPeer peer, Duration lasted);

    /**
     * See {@link VrrpAction.ReportConfirmed}.
     *
     * @param took since the mastership began
     */
    void reportConfirmed(Duration took);

    /** See {@link VrrpAction.ReportRelease}. */
    void reportRelease();

    /** See {@link VrrpAction.RequestMastership}. */
    void requestMastership();

    /** See {@link VrrpAction.WithdrawRequest}. */
    void withdrawRequest();

    /**
     * See {@link VrrpAction.ReportHealth}.
     *
     * @param healthy whether the member has no fault of its own
     */
    void reportHealth(boolean healthy);
}
