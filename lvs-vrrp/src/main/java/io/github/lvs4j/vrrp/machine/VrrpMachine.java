package io.github.lvs4j.vrrp.machine;

import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.TransitionReason;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VrrpPeer;
import io.github.lvs4j.vrrp.VrrpStance;
import io.github.lvs4j.vrrp.VrrpState;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
public final class VrrpMachine extends AdvertisementMoves {

    /**
     * A machine in the initialize state.
     *
     * @param router what it takes part in
     * @param grouped whether a sync group decides with it
     */
    public VrrpMachine(VirtualRouter router, boolean grouped) {
        super(router, grouped);
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
        return contention.priority();
    }

    /**
     * How it contends at present.
     *
     * @return the stance
     */
    public VrrpStance stance() {
        return contention.stance();
    }

    /**
     * Whether its mastership is beyond doubt.
     *
     * @return true only in the master state, and while no other master is heard
     */
    public boolean isConfirmed() {
        return confirmation.isConfirmed();
    }

    /**
     * The master that this backup listens to.
     *
     * @return empty in other states, and before the first advertisement
     */
    public Optional<VrrpPeer> master() {
        return watch.master();
    }

    /**
     * The sender of the last advertisement, if this backup obeys it.
     *
     * @return empty if that was discarded, or was the last of its sender
     */
    public Optional<VrrpPeer> obeyed() {
        return state == VrrpState.BACKUP ? watch.obeyed() : Optional.empty();
    }

    /**
     * Whether the master that this backup listens to is left alone for a preemption delay only.
     *
     * @return true from the first to the last advertisement that the delay has saved
     */
    public boolean isDelayingPreemption() {
        return watch.isDelayingPreemption();
    }

    /**
     * The master that keeps this backup from taking over.
     *
     * @return empty if none is heard, or if it ranks lower
     */
    public Optional<VrrpPeer> superior() {
        return Optional.ofNullable(outranking());
    }

    /**
     * How long ago the last advertisement of another router was received.
     *
     * @param nowNanos the present instant
     * @return empty if none was accepted so far
     */
    public Optional<Duration> sinceHeard(long nowNanos) {
        return watch.sinceHeard(nowNanos);
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
        return isStalled(nowNanos);
    }

    /**
     * The address to send from is known, has changed or is gone; it breaks ties (RFC 9568 section 6.4.3).
     *
     * @param address the interface's primary or link-local address; empty if there is none
     */
    public void onSourceAddress(Optional<InetAddress> address) {
        contention.source(address.orElse(null));
    }

    /** The advertisement that was just ordered did not leave this host; for the others this master has been silent. */
    public void onSendFailed() {
        schedule.failed();
    }

    /** Another member of the group {@linkplain #hasStalled has stalled}: this one counts as stalled until it speaks again. */
    public void onGroupStall() {
        if (state == VrrpState.MASTER) {
            schedule.stallWithGroup();
        }
    }

    /**
     * How far a master's duties are; handed in before each {@link #onAdvertisementTimer}.
     *
     * @param done whether the addresses are installed and announced
     */
    public void onDuties(boolean done) {
        confirmation.ready(done);
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
            transition(nowNanos, VrrpState.FAULT, faults.iterator().next().reason(), null, actions);
            reportHealth(actions);
            return actions;
        }
        lateNanos = 0;
        boolean owner = contention.isOwner() && contention.preempts();
        if (owner && !grouped) {
            becomeMaster(nowNanos, TransitionReason.OWNER, actions);
            return actions;
        }
        becomeBackup(nowNanos, downNanos(), TransitionReason.STARTUP, null, actions);
        if (owner) {
            watch.reason(TransitionReason.OWNER);
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
        lateNanos = 0;
        if (state != VrrpState.INITIALIZE) {
            leave(true, actions);
            transition(nowNanos, VrrpState.INITIALIZE, TransitionReason.SHUTDOWN, null, actions);
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
        lateNanos = nowNanos - watch.deadlineNanos();
        if (lateNanos < 0) {
            armMasterDown(actions);
        } else if (contention.isHeld()) {
            watch.vacant();
            waitForMaster(nowNanos + downNanos(), actions);
        } else if (grouped) {
            wantsMastership = true;
            waitForMaster(nowNanos + downNanos(), actions);
            actions.add(new VrrpAction.RequestMastership());
        } else {
            becomeMaster(nowNanos, watch.reason(), actions);
        }
        return actions;
    }

    /**
     * The advertisement timer is due. A master that {@linkplain #hasStalled has stalled} asserts itself anew if it preempts,
     * and otherwise leaves its successor alone; the host hands in what was received meanwhile before it calls this. That the timer
     * has run out means that nobody has objected for an interval.
     *
     * @param nowNanos the present instant
     * @return what to do
     */
    public List<VrrpAction> onAdvertisementTimer(long nowNanos) {
        List<VrrpAction> actions = new ArrayList<>(3);
        if (state != VrrpState.MASTER) {
            return actions;
        }
        lateNanos = nowNanos - schedule.deadlineNanos();
        if (hasStalled(nowNanos)) {
            if (!contention.preempts()) {
                leave(false, actions);
                becomeBackup(nowNanos, downNanos(), TransitionReason.STALLED, null, actions);
                return actions;
            }
            reassert(nowNanos, actions);
            return actions;
        }
        advertise(nowNanos, actions);
        confirmation.onQuietInterval(nowNanos, actions);
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
        List<VrrpAction> actions = new ArrayList<>(2);
        lateNanos = nowNanos - received.receivedNanos();
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
        lateNanos = 0;
        if (state != VrrpState.FAULT) {
            leave(true, actions);
            transition(nowNanos, VrrpState.FAULT, cause.reason(), null, actions);
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
        lateNanos = 0;
        if (grouped) {
            reportHealth(actions);
        } else {
            becomeBackup(nowNanos, downNanos(), TransitionReason.FAULT_CLEARED, null, actions);
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
        long before = downNanos();
        contention.priority(changed);
        if (state == VrrpState.BACKUP) {
            watch.shift(downNanos() - before);
            armMasterDown(actions);
        }
        return actions;
    }

    /**
     * The program wants it to contend otherwise. A master that is to stand aside steps down with priority 0; a backup that is to claim
     * waits for a master of lower rank no longer than its skew time.
     *
     * @param nowNanos the present instant
     * @param wanted how to contend from now on
     * @return what to do
     */
    public List<VrrpAction> onStance(long nowNanos, VrrpStance wanted) {
        List<VrrpAction> actions = new ArrayList<>();
        lateNanos = 0;
        contention.stance(wanted);
        if (state == VrrpState.MASTER) {
            if (contention.isAside()) {
                leave(true, actions);
                becomeBackup(nowNanos, downNanos(), TransitionReason.ASKED_TO_STEP_DOWN, null, actions);
            } else {
                contention.won();
            }
        } else if (state == VrrpState.BACKUP) {
            if (contention.isHeld()) {
                withdraw(actions);
            }
            claim(nowNanos, TransitionReason.ASKED_TO_TAKE_OVER, actions);
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
            becomeMaster(nowNanos, watch.reason(), actions);
        }
        return actions;
    }

    /**
     * The master of another member has stepped down, and the group takes that for a release of all.
     *
     * @param nowNanos the present instant
     * @return what to do
     */
    public List<VrrpAction> onGroupRelease(long nowNanos) {
        List<VrrpAction> actions = new ArrayList<>();
        if (state == VrrpState.BACKUP && !wantsMastership) {
            watch.shorten(nowNanos + skewNanos(), TransitionReason.MASTER_RELEASED);
            armMasterDown(actions);
        }
        return actions;
    }

    /**
     * The master of another member has fallen silent though this one's may speak: a partition, and the group wants all members to
     * claim mastership, or no longer.
     *
     * @param nowNanos the present instant
     * @param on whether to claim
     * @return what to do
     */
    public List<VrrpAction> onGroupClaim(long nowNanos, boolean on) {
        List<VrrpAction> actions = new ArrayList<>();
        contention.claimForGroup(on);
        if (state == VrrpState.BACKUP && !wantsMastership) {
            claim(nowNanos, TransitionReason.GROUP, actions);
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
            leave(reason == TransitionReason.ASKED_TO_STEP_DOWN, actions);
            becomeBackup(nowNanos, downNanos(), TransitionReason.GROUP, null, actions);
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
            transition(nowNanos, VrrpState.FAULT, TransitionReason.GROUP, null, actions);
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
            becomeBackup(nowNanos, downNanos(), TransitionReason.FAULT_CLEARED, null, actions);
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
}
