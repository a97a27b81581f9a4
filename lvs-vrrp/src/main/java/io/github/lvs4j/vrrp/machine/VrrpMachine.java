package io.github.lvs4j.vrrp.machine;

import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.vrrp.AnnouncementPolicy;
import io.github.lvs4j.vrrp.PeerConflict;
import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.TransitionReason;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VrrpPeer;
import io.github.lvs4j.vrrp.VrrpState;
import io.github.lvs4j.vrrp.VrrpVersion;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The protocol of one virtual router: events in, actions out (RFC 3768 and RFC 9568 section 6.4, with keepalived's fault state
 * and sync groups). It reads no clock and touches no socket. Not thread-safe: one loop owns it.
 *
 * <p>Instants are nanoseconds of one ticker and are compared by subtraction. Each event method returns what the host has to
 * do, in order. An event that does not concern the present state returns nothing; late or repeated events are harmless.
 *
 * <p>A member of a sync group does not become master by itself and does not leave the fault state by itself: it asks its
 * group, and the group answers through the {@code onGroup…} methods.
 */
public final class VrrpMachine {

    private final VirtualRouter router;
    private final boolean grouped;
    private final AdvertisementSchedule schedule;
    private final PreemptionHold hold;
    private final Set<FaultCause> faults = EnumSet.noneOf(FaultCause.class);

    private VrrpState state = VrrpState.INITIALIZE;
    private Priority priority;
    private Duration masterInterval;
    private @Nullable InetAddress sourceAddress;
    private @Nullable VrrpPeer master;
    private long masterDownDeadline;
    private TransitionReason reasonToTakeOver = TransitionReason.MASTER_SILENT;
    private boolean wantsMastership;
    private int secondBurst;

    /**
     * A machine in the initialize state.
     *
     * @param router what it takes part in
     * @param grouped whether a sync group decides with it
     */
    public VrrpMachine(VirtualRouter router, boolean grouped) {
        this.router = router;
        this.grouped = grouped;
        this.priority = router.priority();
        this.masterInterval = router.advertisementInterval();
        this.schedule = new AdvertisementSchedule(router);
        this.hold = new PreemptionHold(router.preemption().delay());
    }

    /**
     * The present state.
     *
     * @return the state
     */
    public VrrpState state() {
        return state;
    }

    /**
     * The priority in use.
     *
     * @return the priority
     */
    public Priority priority() {
        return priority;
    }

    /**
     * The master that this backup listens to.
     *
     * @return empty in other states, and before the first advertisement
     */
    public Optional<VrrpPeer> master() {
        return Optional.ofNullable(master);
    }

    /**
     * Whether this master has been silent so long that another router must have taken over: no advertisement of ours for as
     * long as the master down interval of the quickest backup, priority 254. The host reads what has arrived before it lets
     * such a master speak.
     *
     * @param nowNanos the present instant
     * @return true only in the master state
     */
    public boolean hasStalled(long nowNanos) {
        return state == VrrpState.MASTER && schedule.hasStalled(nowNanos);
    }

    /**
     * The address to send from is known, has changed or is gone; it breaks ties (RFC 9568 section 6.4.3).
     *
     * @param address the interface's primary or link-local address; empty if there is none
     */
    public void onSourceAddress(Optional<InetAddress> address) {
        sourceAddress = address.orElse(null);
    }

    /**
     * The router is started.
     *
     * @param nowNanos the present instant
     * @return what to do
     */
    public List<VrrpAction> onStartup(long nowNanos) {
        List<VrrpAction> actions = new ArrayList<>();
        if (state != VrrpState.INITIALIZE) {
            return actions;
        }
        if (!faults.isEmpty()) {
            transition(VrrpState.FAULT, faults.iterator().next().reason(), null, actions);
            reportHealth(actions);
            return actions;
        }
        boolean owner = priority.equals(Priority.OWNER);
        if (owner && !grouped) {
            becomeMaster(nowNanos, TransitionReason.OWNER, actions);
            return actions;
        }
        becomeBackup(nowNanos, downIntervalNanos(), TransitionReason.STARTUP, null, actions);
        if (owner) {
            reasonToTakeOver = TransitionReason.OWNER;
            wantsMastership = true;
            actions.add(new VrrpAction.RequestMastership());
        }
        return actions;
    }

    /**
     * The router is stopped. A master steps down with priority 0.
     *
     * @param nowNanos the present instant
     * @return what to do
     */
    public List<VrrpAction> onShutdown(long nowNanos) {
        List<VrrpAction> actions = new ArrayList<>();
        if (state != VrrpState.INITIALIZE) {
            leave(true, actions);
            transition(VrrpState.INITIALIZE, TransitionReason.SHUTDOWN, null, actions);
        }
        return actions;
    }

    /**
     * The master down timer is due: the master is dead, unless everything received by now was not yet handed in.
     *
     * @param nowNanos the present instant
     * @return what to do
     */
    public List<VrrpAction> onMasterDownTimer(long nowNanos) {
        List<VrrpAction> actions = new ArrayList<>();
        if (state != VrrpState.BACKUP) {
            return actions;
        }
        if (nowNanos - masterDownDeadline < 0) {
            armMasterDown(masterDownDeadline, actions);
        } else if (grouped) {
            wantsMastership = true;
            armMasterDown(nowNanos + downIntervalNanos(), actions);
            actions.add(new VrrpAction.RequestMastership());
        } else {
            becomeMaster(nowNanos, reasonToTakeOver, actions);
        }
        return actions;
    }

    /**
     * The advertisement timer is due. A master that {@linkplain #hasStalled has stalled} asserts itself anew if it preempts,
     * and otherwise leaves its successor alone; the host hands in what was received meanwhile before it calls this.
     *
     * @param nowNanos the present instant
     * @return what to do
     */
    public List<VrrpAction> onAdvertisementTimer(long nowNanos) {
        List<VrrpAction> actions = new ArrayList<>(3);
        if (state != VrrpState.MASTER) {
            return actions;
        }
        if (hasStalled(nowNanos)) {
            if (!preempts()) {
                leave(false, actions);
                becomeBackup(nowNanos, downIntervalNanos(), TransitionReason.STALLED, null, actions);
                return actions;
            }
            advertise(nowNanos, actions);
            actions.add(new VrrpAction.AddAddresses());
            announce(nowNanos, actions);
            return actions;
        }
        advertise(nowNanos, actions);
        return actions;
    }

    /**
     * The second burst of announcements is due.
     *
     * @param nowNanos the present instant
     * @return what to do
     */
    public List<VrrpAction> onAnnouncementTimer(long nowNanos) {
        return state == VrrpState.MASTER ? List.of(new VrrpAction.AnnounceAddresses(secondBurst)) : List.of();
    }

    /**
     * An advertisement of this virtual router was received and accepted. Rejected ones are never handed in: they move no timer.
     *
     * @param nowNanos the present instant
     * @param received the advertisement
     * @return what to do
     */
    public List<VrrpAction> onAdvertisement(long nowNanos, ReceivedAdvertisement received) {
        List<VrrpAction> actions = new ArrayList<>();
        if (state == VrrpState.BACKUP) {
            onAdvertisementAsBackup(nowNanos, received, actions);
        } else if (state == VrrpState.MASTER) {
            onAdvertisementAsMaster(nowNanos, received, actions);
        }
        return actions;
    }

    /**
     * Something keeps the router from taking part.
     *
     * @param nowNanos the present instant
     * @param cause what it is
     * @return what to do
     */
    public List<VrrpAction> onFault(long nowNanos, FaultCause cause) {
        List<VrrpAction> actions = new ArrayList<>();
        boolean first = faults.isEmpty();
        faults.add(cause);
        if (!first || state == VrrpState.INITIALIZE) {
            return actions;
        }
        if (state != VrrpState.FAULT) {
            leave(true, actions);
            transition(VrrpState.FAULT, cause.reason(), null, actions);
        }
        reportHealth(actions);
        return actions;
    }

    /**
     * A fault is over.
     *
     * @param nowNanos the present instant
     * @param cause what it was
     * @return what to do
     */
    public List<VrrpAction> onFaultCleared(long nowNanos, FaultCause cause) {
        List<VrrpAction> actions = new ArrayList<>();
        boolean was = faults.remove(cause);
        if (!was || !faults.isEmpty() || state != VrrpState.FAULT) {
            return actions;
        }
        if (grouped) {
            reportHealth(actions);
        } else {
            becomeBackup(nowNanos, downIntervalNanos(), TransitionReason.FAULT_CLEARED, null, actions);
        }
        return actions;
    }

    /**
     * A virtual address was removed by somebody else. A master gives up all of them and comes back after its skew time
     * (keepalived does the same), so that a backup that can hold them has its chance.
     *
     * @param nowNanos the present instant
     * @return what to do
     */
    public List<VrrpAction> onAddressLost(long nowNanos) {
        return giveUp(nowNanos, TransitionReason.ADDRESS_LOST);
    }

    /**
     * The priority changes. A running master down timer moves by the difference of the two master down intervals; a master
     * sends it with its next advertisement.
     *
     * @param nowNanos the present instant
     * @param changed the new priority, 1 to 255
     * @return what to do
     */
    public List<VrrpAction> onPriorityChange(long nowNanos, Priority changed) {
        List<VrrpAction> actions = new ArrayList<>();
        long before = downIntervalNanos();
        priority = changed;
        if (state == VrrpState.BACKUP) {
            armMasterDown(masterDownDeadline + downIntervalNanos() - before, actions);
        }
        return actions;
    }

    /**
     * Every member of the group asks for mastership, so all become master.
     *
     * @param nowNanos the present instant
     * @return what to do
     */
    public List<VrrpAction> onGroupPromotion(long nowNanos) {
        List<VrrpAction> actions = new ArrayList<>();
        if (state == VrrpState.BACKUP) {
            becomeMaster(nowNanos, reasonToTakeOver, actions);
        }
        return actions;
    }

    /**
     * Another member has left the master state, so this one does.
     *
     * @param nowNanos the present instant
     * @param reason why the other one left: after {@link TransitionReason#ADDRESS_LOST} this one also steps down with priority
     *     0 and comes back after its skew time
     * @return what to do
     */
    public List<VrrpAction> onGroupDemotion(long nowNanos, TransitionReason reason) {
        if (reason == TransitionReason.ADDRESS_LOST) {
            return giveUp(nowNanos, TransitionReason.GROUP);
        }
        List<VrrpAction> actions = new ArrayList<>();
        if (state == VrrpState.MASTER) {
            leave(false, actions);
            becomeBackup(nowNanos, downIntervalNanos(), TransitionReason.GROUP, null, actions);
        } else if (state == VrrpState.BACKUP) {
            withdraw(actions);
        }
        return actions;
    }

    /**
     * Another member cannot take part, so this one may not. A master steps down with priority 0.
     *
     * @param nowNanos the present instant
     * @return what to do
     */
    public List<VrrpAction> onGroupFault(long nowNanos) {
        List<VrrpAction> actions = new ArrayList<>();
        if (state == VrrpState.MASTER || state == VrrpState.BACKUP) {
            leave(true, actions);
            transition(VrrpState.FAULT, TransitionReason.GROUP, null, actions);
        }
        return actions;
    }

    /**
     * Every member can take part again.
     *
     * @param nowNanos the present instant
     * @return what to do
     */
    public List<VrrpAction> onGroupRecovery(long nowNanos) {
        List<VrrpAction> actions = new ArrayList<>();
        if (state == VrrpState.FAULT && faults.isEmpty()) {
            becomeBackup(nowNanos, downIntervalNanos(), TransitionReason.FAULT_CLEARED, null, actions);
        }
        return actions;
    }

    /**
     * Another member has met a second master, so this one announces its addresses too.
     *
     * @param nowNanos the present instant
     * @return what to do
     */
    public List<VrrpAction> onGroupConflict(long nowNanos) {
        List<VrrpAction> actions = new ArrayList<>();
        if (state == VrrpState.MASTER) {
            announceAfterConflict(nowNanos, actions);
        }
        return actions;
    }

    // RFC 9568 section 6.4.2, and keepalived's preemption delay
    private void onAdvertisementAsBackup(long nowNanos, ReceivedAdvertisement received, List<VrrpAction> actions) {
        Priority theirs = received.advertisement().priority();
        if (theirs.equals(Priority.RELEASE)) {
            reasonToTakeOver = TransitionReason.MASTER_RELEASED;
            armMasterDown(received.receivedNanos() + skewNanos(), actions);
            return;
        }
        boolean lower = theirs.compareTo(priority) < 0;
        if (lower && preempts() && !hold.isOn(nowNanos)) {
            reasonToTakeOver = TransitionReason.PREEMPTION;
            return; // discarded: the timer keeps running
        }
        if (!lower) {
            hold.end();
        }
        learn(received);
        reasonToTakeOver = TransitionReason.MASTER_SILENT;
        withdraw(actions);
        armMasterDown(received.receivedNanos() + downIntervalNanos(), actions);
    }

    // RFC 9568 section 6.4.3
    private void onAdvertisementAsMaster(long nowNanos, ReceivedAdvertisement received, List<VrrpAction> actions) {
        Priority theirs = received.advertisement().priority();
        if (theirs.equals(Priority.RELEASE)) {
            advertise(nowNanos, actions);
            return;
        }
        int rank = theirs.compareTo(priority);
        if (rank == 0) {
            InetAddress own = sourceAddress;
            rank = own == null ? 1 : IpAddress.compare(received.source(), own);
            if (rank == 0) {
                actions.add(new VrrpAction.ReportConflict(PeerConflict.SAME_ADDRESS, received.peer()));
                return;
            }
        }
        boolean stalled = hasStalled(nowNanos) && !preempts();
        if (rank > 0 || stalled) {
            TransitionReason reason = rank <= 0
                    ? TransitionReason.STALLED
                    : theirs.equals(priority) ? TransitionReason.HIGHER_ADDRESS : TransitionReason.HIGHER_PRIORITY;
            leave(false, actions);
            learn(received);
            long sinceNanos = received.receivedNanos() - nowNanos;
            becomeBackup(nowNanos, sinceNanos + downIntervalNanos(), reason, received.peer(), actions);
            return;
        }
        if (schedule.isAnswered(received.receivedNanos())) {
            return; // it was sent before our last word, which has answered it
        }
        if (hasStalled(nowNanos)) {
            actions.add(new VrrpAction.AddAddresses()); // a lease may have run out meanwhile
        }
        advertise(nowNanos, actions);
        announceAfterConflict(nowNanos, actions);
        actions.add(new VrrpAction.ReportConflict(PeerConflict.LOWER_PRIORITY_MASTER, received.peer()));
    }

    private List<VrrpAction> giveUp(long nowNanos, TransitionReason reason) {
        List<VrrpAction> actions = new ArrayList<>();
        if (state == VrrpState.MASTER) {
            leave(true, actions);
            becomeBackup(nowNanos, skewNanos(), reason, null, actions);
            reasonToTakeOver = TransitionReason.ADDRESS_RESTORED;
        }
        return actions;
    }

    private boolean preempts() {
        return router.preemption().enabled() || priority.equals(Priority.OWNER);
    }

    private void learn(ReceivedAdvertisement received) {
        master = received.peer();
        if (router.version() == VrrpVersion.V3) {
            masterInterval = received.advertisement().interval();
        }
    }

    private void becomeMaster(long nowNanos, TransitionReason reason, List<VrrpAction> actions) {
        wantsMastership = false;
        hold.end();
        master = null;
        masterInterval = router.advertisementInterval();
        actions.add(new VrrpAction.CancelTimer(VrrpTimer.MASTER_DOWN));
        schedule.begin(nowNanos);
        advertise(nowNanos, actions);
        actions.add(new VrrpAction.AddAddresses());
        announce(nowNanos, actions);
        transition(VrrpState.MASTER, reason, null, actions);
    }

    private void becomeBackup(
            long nowNanos, long downNanos, TransitionReason reason, @Nullable VrrpPeer peer, List<VrrpAction> actions) {
        reasonToTakeOver = TransitionReason.MASTER_SILENT;
        hold.end();
        armMasterDown(nowNanos + downNanos, actions);
        transition(VrrpState.BACKUP, reason, peer, actions);
    }

    /** Gives up what the present state holds. */
    private void leave(boolean steppingDown, List<VrrpAction> actions) {
        if (state == VrrpState.MASTER) {
            actions.add(new VrrpAction.CancelTimer(VrrpTimer.ADVERTISEMENT));
            actions.add(new VrrpAction.CancelTimer(VrrpTimer.ANNOUNCEMENT));
            if (steppingDown) {
                actions.add(new VrrpAction.SendAdvertisement(Priority.RELEASE));
            }
            actions.add(new VrrpAction.RemoveAddresses());
        } else {
            actions.add(new VrrpAction.CancelTimer(VrrpTimer.MASTER_DOWN));
            withdraw(actions);
        }
        master = null;
        masterInterval = router.advertisementInterval();
    }

    private void transition(VrrpState to, TransitionReason reason, @Nullable VrrpPeer peer, List<VrrpAction> actions) {
        VrrpState from = state;
        state = to;
        actions.add(new VrrpAction.ReportTransition(from, to, reason, Optional.ofNullable(peer)));
    }

    private void advertise(long nowNanos, List<VrrpAction> actions) {
        schedule.sent(nowNanos);
        actions.add(new VrrpAction.SendAdvertisement(priority));
        actions.add(new VrrpAction.ArmTimer(VrrpTimer.ADVERTISEMENT, schedule.deadlineNanos()));
    }

    private void announce(long nowNanos, List<VrrpAction> actions) {
        AnnouncementPolicy policy = router.announcement();
        announce(nowNanos, policy.repeat(), policy.secondBurstDelay(), actions);
    }

    private void announceAfterConflict(long nowNanos, List<VrrpAction> actions) {
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

    private void withdraw(List<VrrpAction> actions) {
        if (wantsMastership) {
            wantsMastership = false;
            actions.add(new VrrpAction.WithdrawRequest());
        }
    }

    private void reportHealth(List<VrrpAction> actions) {
        if (grouped) {
            actions.add(new VrrpAction.ReportHealth(faults.isEmpty()));
        }
    }

    private void armMasterDown(long deadlineNanos, List<VrrpAction> actions) {
        masterDownDeadline = deadlineNanos;
        actions.add(new VrrpAction.ArmTimer(VrrpTimer.MASTER_DOWN, deadlineNanos));
    }

    private long skewNanos() {
        return VrrpTimers.skewTime(router.version(), priority, masterInterval).toNanos();
    }

    private long downIntervalNanos() {
        return VrrpTimers.masterDownInterval(router.version(), priority, masterInterval, router.silentIntervals())
                .toNanos();
    }
}
