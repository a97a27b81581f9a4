package io.github.lvs4j.vrrp.machine;

import io.github.lvs4j.vrrp.AnnouncementPolicy;
import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.TransitionReason;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VrrpPeer;
import io.github.lvs4j.vrrp.VrrpStance;
import io.github.lvs4j.vrrp.VrrpState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The moves of which a {@link VrrpMachine}'s answers are made: entering and leaving a state, with all that goes with it. Confined to
 * its machine.
 */
abstract class MachineMoves {

    final VirtualRouter router;
    final boolean grouped;
    final Contention contention;
    final MasterWatch watch;
    final AdvertisementSchedule schedule;
    final Confirmation confirmation;
    final Set<FaultCause> faults = EnumSet.noneOf(FaultCause.class);

    VrrpState state = VrrpState.INITIALIZE;
    boolean wantsMastership;
    int secondBurst;
    long lateNanos; // of the present event, or of a member's wish that its group now grants

    MachineMoves(VirtualRouter router, boolean grouped) {
        this.router = router;
        this.grouped = grouped;
        this.contention = new Contention(router);
        this.watch = new MasterWatch(router);
        this.schedule = new AdvertisementSchedule(router);
        this.confirmation = new Confirmation(router.announcement());
    }

    final List<VrrpAction> giveUp(long nowNanos, TransitionReason reason) {
        List<VrrpAction> actions = new ArrayList<>();
        lateNanos = 0;
        if (state == VrrpState.MASTER) {
            leave(true, actions);
            becomeBackup(nowNanos, skewNanos(), reason, null, actions);
            watch.reason(TransitionReason.ADDRESS_RESTORED);
        }
        return actions;
    }

    /** Whoever claims waits for nobody that it outranks longer than its skew time; who claims no longer is patient again. */
    final void claim(long sinceNanos, TransitionReason why, List<VrrpAction> actions) {
        VrrpPeer heard = watch.lastHeard();
        if (!contention.claims()) {
            watch.patience();
        } else if (watch.isVacant()) {
            watch.hurry(sinceNanos + skewNanos(), TransitionReason.MASTER_SILENT);
        } else if (heard != null && contention.rank(heard) < 0) {
            watch.hurry(sinceNanos + skewNanos(), why);
        }
        armMasterDown(actions);
    }

    final TransitionReason claimReason() {
        return contention.stance() == VrrpStance.CLAIMING
                ? TransitionReason.ASKED_TO_TAKE_OVER
                : TransitionReason.GROUP;
    }

    final void becomeMaster(long nowNanos, TransitionReason reason, List<VrrpAction> actions) {
        VrrpPeer before = watch.lastHeard();
        wantsMastership = false;
        contention.won();
        watch.end();
        actions.add(new VrrpAction.CancelTimer(VrrpTimer.MASTER_DOWN));
        schedule.begin(nowNanos);
        reassert(nowNanos, actions);
        transition(nowNanos, VrrpState.MASTER, reason, before, actions);
    }

    /** Takes up anew what another router may have taken over meanwhile. */
    final void reassert(long nowNanos, List<VrrpAction> actions) {
        confirmation.begin(nowNanos);
        advertise(nowNanos, actions);
        actions.add(new VrrpAction.AddAddresses());
        announce(nowNanos, actions);
    }

    final void becomeBackup(
            long nowNanos, long downNanos, TransitionReason reason, @Nullable VrrpPeer peer, List<VrrpAction> actions) {
        watch.begin(nowNanos + downNanos, TransitionReason.MASTER_SILENT);
        armMasterDown(actions);
        transition(nowNanos, VrrpState.BACKUP, reason, peer, actions);
    }

    /** Gives up what the present state holds. */
    final void leave(boolean steppingDown, List<VrrpAction> actions) {
        if (state == VrrpState.MASTER) {
            actions.add(new VrrpAction.CancelTimer(VrrpTimer.ADVERTISEMENT));
            actions.add(new VrrpAction.CancelTimer(VrrpTimer.ANNOUNCEMENT));
            if (steppingDown) {
                actions.add(new VrrpAction.SendAdvertisement(Priority.RELEASE));
            }
            actions.add(new VrrpAction.RemoveAddresses());
            confirmation.end();
        } else {
            actions.add(new VrrpAction.CancelTimer(VrrpTimer.MASTER_DOWN));
            withdraw(actions);
        }
        watch.end();
    }

    final void transition(
            long nowNanos, VrrpState to, TransitionReason reason, @Nullable VrrpPeer peer, List<VrrpAction> actions) {
        VrrpState from = state;
        state = to;
        actions.add(new VrrpAction.ReportTransition(
                from, to, reason, Optional.ofNullable(peer), watch.timing(nowNanos, lateNanos)));
    }

    final void advertise(long nowNanos, List<VrrpAction> actions) {
        schedule.sent(nowNanos);
        actions.add(new VrrpAction.SendAdvertisement(contention.priority()));
        actions.add(new VrrpAction.ArmTimer(VrrpTimer.ADVERTISEMENT, schedule.deadlineNanos()));
    }

    final void announce(long nowNanos, List<VrrpAction> actions) {
        AnnouncementPolicy policy = router.announcement();
        announce(nowNanos, policy.repeat(), policy.secondBurstDelay(), actions);
    }

    final void announceAfterConflict(long nowNanos, List<VrrpAction> actions) {
        AnnouncementPolicy policy = router.announcement();
        if (policy.conflictRepeat() > 0) {
            announce(nowNanos, policy.conflictRepeat(), policy.conflictDelay(), actions);
        }
    }

    private void announce(long nowNanos, int rounds, Duration delay, List<VrrpAction> actions) {
        actions.add(new VrrpAction.AnnounceAddresses(rounds));
        secondBurst = rounds;
        if (!delay.isZero()) {
            actions.add(new VrrpAction.ArmTimer(VrrpTimer.ANNOUNCEMENT, nowNanos + delay.toNanos()));
        }
    }

    final void withdraw(List<VrrpAction> actions) {
        if (wantsMastership) {
            wantsMastership = false;
            actions.add(new VrrpAction.WithdrawRequest());
        }
    }

    final void reportHealth(List<VrrpAction> actions) {
        if (grouped) {
            actions.add(new VrrpAction.ReportHealth(faults.isEmpty()));
        }
    }

    final void waitForMaster(long untilNanos, List<VrrpAction> actions) {
        watch.waitUntil(untilNanos);
        armMasterDown(actions);
    }

    final void armMasterDown(List<VrrpAction> actions) {
        actions.add(new VrrpAction.ArmTimer(VrrpTimer.MASTER_DOWN, watch.deadlineNanos()));
    }

    final long skewNanos() {
        return watch.skewNanos(contention.priority());
    }

    final long downNanos() {
        return watch.downNanos(contention.priority());
    }
}
