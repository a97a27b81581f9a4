package io.github.lvs4j.vrrp.machine;

import io.github.lvs4j.vrrp.PeerConflict;
import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.TransitionReason;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VrrpPeer;
import io.github.lvs4j.vrrp.VrrpState;
import io.github.lvs4j.vrrp.VrrpTiming;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link VrrpMachine} makes of another router's advertisement, as backup and as master. Confined to its machine.
 */
abstract class AdvertisementMoves extends MachineMoves {

    AdvertisementMoves(VirtualRouter router, boolean grouped) {
        super(router, grouped);
    }

    /** The master that keeps this backup from taking over; null if none is heard, or if it ranks lower. */
    final @Nullable VrrpPeer outranking() {
        VrrpPeer peer = watch.lastHeard();
        return state == VrrpState.BACKUP && peer != null && contention.rank(peer) >= 0 ? peer : null;
    }

    final boolean isStalled(long nowNanos) {
        return state == VrrpState.MASTER && schedule.hasStalled(nowNanos);
    }

    // RFC 9568 section 6.4.2, and keepalived's preemption delay
    final void onAdvertisementAsBackup(long nowNanos, ReceivedAdvertisement received, List<VrrpAction> actions) {
        Priority theirs = received.advertisement().priority();
        watch.hear(received);
        if (theirs.equals(Priority.RELEASE)) {
            watch.reason(TransitionReason.MASTER_RELEASED);
            waitForMaster(received.receivedNanos() + skewNanos(), actions);
            if (grouped) {
                actions.add(new VrrpAction.ReportRelease());
            }
            return;
        }
        boolean lower = contention.isLower(theirs);
        if (contention.claims() && outranking() == null) {
            claim(received.receivedNanos(), claimReason(), actions);
            return; // discarded, as any that is preempted
        }
        if (lower && contention.preempts() && !watch.delaysPreemption(nowNanos)) {
            watch.reason(TransitionReason.PREEMPTION);
            return; // discarded: the timer keeps running
        }
        watch.obey(received, lower);
        withdraw(actions);
        waitForMaster(received.receivedNanos() + downNanos(), actions);
    }

    // RFC 9568 section 6.4.3
    final void onAdvertisementAsMaster(long nowNanos, ReceivedAdvertisement received, List<VrrpAction> actions) {
        VrrpTiming timing = watch.timing(nowNanos, lateNanos);
        Priority theirs = received.advertisement().priority();
        if (theirs.equals(Priority.RELEASE)) {
            watch.hear(received);
            if (isStalled(nowNanos)) {
                reassert(nowNanos, actions); // whoever says its last word was master, and has announced the addresses
                return;
            }
            advertise(nowNanos, actions);
            return;
        }
        VrrpPeer peer = received.peer();
        int rank = contention.rank(peer);
        if (rank == 0) {
            actions.add(new VrrpAction.ReportConflict(PeerConflict.SAME_ADDRESS, peer, timing));
            return;
        }
        boolean stalled = isStalled(nowNanos) && !contention.preempts();
        if (rank > 0 || stalled) {
            TransitionReason reason = rank <= 0
                    ? TransitionReason.STALLED
                    : theirs.equals(contention.priority())
                            ? TransitionReason.HIGHER_ADDRESS
                            : TransitionReason.HIGHER_PRIORITY;
            leave(false, actions);
            watch.obey(received, false);
            long sinceNanos = received.receivedNanos() - nowNanos;
            becomeBackup(nowNanos, sinceNanos + downNanos(), reason, peer, actions);
            watch.hear(received);
            watch.obey(received, false);
            return;
        }
        watch.hear(received);
        if (schedule.isAnswered(received.receivedNanos())) {
            return; // it was sent before our last word, which has answered it
        }
        confirmation.contest(peer, received.receivedNanos());
        boolean afterStall = isStalled(nowNanos);
        advertise(nowNanos, actions);
        if (afterStall) {
            actions.add(new VrrpAction.AddAddresses()); // a lease may have run out; the peer yields first
        }
        announceAfterConflict(nowNanos, actions);
        actions.add(new VrrpAction.ReportConflict(PeerConflict.LOWER_PRIORITY_MASTER, peer, timing));
    }
}
