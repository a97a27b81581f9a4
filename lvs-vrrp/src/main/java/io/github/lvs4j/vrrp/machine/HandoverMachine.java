package io.github.lvs4j.vrrp.machine;

import io.github.lvs4j.vrrp.HandoverFailure;
import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.VrrpPeer;
import io.github.lvs4j.vrrp.VrrpRequest;
import io.github.lvs4j.vrrp.VrrpStance;
import io.github.lvs4j.vrrp.VrrpState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of a program's request to a sync group, or to a router without group: what the members have to do, and when it
 * is done or has failed. One request at a time; a newer one replaces it. It reads no clock and touches no machine: the members' news
 * in, actions out. Not thread-safe: the members' loop owns it.
 */
public final class HandoverMachine {

    private static final long NEVER = Long.MAX_VALUE;

    private final VrrpState[] states;
    private final boolean[] confirmed;
    private final @Nullable VrrpPeer[] heard;
    private final long settleNanos;
    private final boolean owner;
    private VrrpStance stance = VrrpStance.ORDINARY;
    private @Nullable VrrpRequest pending;
    private long askedNanos;
    private long deadlineNanos;
    private boolean stopped;
    private boolean settling;
    private long settledNanos;

    /**
     * A machine without a request, whose members are in the initialize state.
     *
     * @param members how many there are; 1 without a group
     * @param settle how long a master must wait to know that no backup is about to replace it
     * @param owner whether a member owns its addresses, so that the priority cannot change
     */
    public HandoverMachine(int members, Duration settle, boolean owner) {
        this.owner = owner;
        states = new VrrpState[members];
        confirmed = new boolean[members];
        heard = new VrrpPeer[members];
        settleNanos = settle.toNanos();
        Arrays.fill(states, VrrpState.INITIALIZE);
    }

    /**
     * Whether a request waits for its end; only then the members' advertisements matter.
     *
     * @return true until it is done or has failed
     */
    public boolean isPending() {
        return pending != null;
    }

    /**
     * How the members contend.
     *
     * @return the stance that the last request has led to
     */
    public VrrpStance stance() {
        return stance;
    }

    /**
     * When {@link #onTimer} is to be called.
     *
     * @param nowNanos the present instant
     * @return nanoseconds from now; {@link Long#MAX_VALUE} without a request
     */
    public long nanosToTimer(long nowNanos) {
        if (pending == null) {
            return NEVER;
        }
        long left = deadlineNanos - nowNanos;
        return settling ? Math.min(left, settledNanos - nowNanos) : left;
    }

    /**
     * The program asks for something.
     *
     * @param nowNanos the present instant
     * @param request what
     * @param priority the new priority, if it is for that
     * @param deadline how long it may take
     * @return the failure of a request before it, and what to do
     */
    public List<HandoverAction> onRequest(
            long nowNanos, VrrpRequest request, Optional<Priority> priority, Duration deadline) {
        List<HandoverAction> actions = new ArrayList<>();
        if (pending != null) {
            fail(HandoverFailure.REPLACED, Optional.empty(), actions);
        }
        pending = request;
        askedNanos = nowNanos;
        deadlineNanos = nowNanos + deadline.toNanos();
        Arrays.fill(heard, null);
        if (stopped || (owner && request == VrrpRequest.PRIORITY)) {
            fail(stopped ? HandoverFailure.STOPPED : HandoverFailure.OWNER, Optional.empty(), actions);
            return actions;
        }
        switch (request) {
            case RELEASE -> take(VrrpStance.RELEASED, actions);
            case HOLD -> take(VrrpStance.HELD, actions);
            case PREFER -> take(all(VrrpState.MASTER) ? VrrpStance.ORDINARY : VrrpStance.CLAIMING, actions);
            case PRIORITY -> actions.add(new HandoverAction.SetPriority(priority.orElseThrow()));
        }
        settling = request == VrrpRequest.PRIORITY && all(VrrpState.MASTER);
        settledNanos = nowNanos + settleNanos;
        if (request == VrrpRequest.PREFER) {
            completeIfConfirmed(nowNanos, actions);
        }
        return actions;
    }

    /**
     * A member has changed its state.
     *
     * @param nowNanos the present instant
     * @param member its index
     * @param to its present state
     * @return what to do
     */
    public List<HandoverAction> onTransition(long nowNanos, int member, VrrpState to) {
        List<HandoverAction> actions = new ArrayList<>();
        states[member] = to;
        confirmed[member] = false;
        heard[member] = null;
        settling = false;
        if (to == VrrpState.MASTER && stance != VrrpStance.HELD) {
            stance = VrrpStance.ORDINARY; // its members know
            if (pending == VrrpRequest.RELEASE) {
                fail(HandoverFailure.MASTER_AGAIN, Optional.empty(), actions);
            }
        }
        return actions;
    }

    /**
     * The members are stopped for good.
     *
     * @return the failure of a request that waits
     */
    public List<HandoverAction> onShutdown() {
        List<HandoverAction> actions = new ArrayList<>();
        stopped = true;
        if (pending != null) {
            fail(HandoverFailure.STOPPED, Optional.empty(), actions);
        }
        return actions;
    }

    /**
     * A member that is backup has accepted an advertisement and obeys its sender. One from before the request, read late, tells
     * nothing of what came of it.
     *
     * @param nowNanos the present instant
     * @param member its index
     * @param peer the sender
     * @param receivedNanos when the kernel received it
     * @param delaying whether it does so only for the time of a preemption delay
     * @return what to do
     */
    public List<HandoverAction> onObeyed(
            long nowNanos, int member, VrrpPeer peer, long receivedNanos, boolean delaying) {
        List<HandoverAction> actions = new ArrayList<>();
        if (pending == null || receivedNanos - askedNanos < 0) {
            return actions;
        }
        if (pending == VrrpRequest.PREFER) {
            fail(HandoverFailure.OUTRANKED, Optional.of(peer), actions);
        } else if (!delaying || pending != VrrpRequest.PRIORITY) {
            heard[member] = peer;
            if (Arrays.stream(heard).allMatch(Objects::nonNull)) {
                complete(nowNanos, List.of(Arrays.copyOf(heard, heard.length)), actions);
            }
        }
        return actions;
    }

    /**
     * A member obeys nobody, or nobody any more: its master has stepped down or fell silent, and what it said before counts
     * no more.
     *
     * @param member its index
     */
    public void onVacant(int member) {
        heard[member] = null;
    }

    /**
     * A member's mastership is beyond doubt.
     *
     * @param nowNanos the present instant
     * @param member its index
     * @return what to do
     */
    public List<HandoverAction> onConfirmed(long nowNanos, int member) {
        List<HandoverAction> actions = new ArrayList<>();
        confirmed[member] = true;
        if (pending == VrrpRequest.PREFER || (pending == VrrpRequest.PRIORITY && !settling)) {
            completeIfConfirmed(nowNanos, actions);
        }
        return actions;
    }

    /**
     * The instant that {@link #nanosToTimer} told of has come.
     *
     * @param nowNanos the present instant
     * @return what to do
     */
    public List<HandoverAction> onTimer(long nowNanos) {
        List<HandoverAction> actions = new ArrayList<>();
        if (pending == null) {
            return actions;
        }
        if (settling && nowNanos - settledNanos >= 0) {
            complete(nowNanos, List.of(), actions);
        } else if (nowNanos - deadlineNanos >= 0) {
            boolean aside = pending == VrrpRequest.RELEASE || pending == VrrpRequest.HOLD;
            HandoverFailure why = any(VrrpState.FAULT)
                    ? HandoverFailure.AT_FAULT
                    : aside ? HandoverFailure.NOBODY_TOOK_OVER : HandoverFailure.NOT_SETTLED;
            fail(why, Optional.empty(), actions);
        }
        return actions;
    }

    private void completeIfConfirmed(long nowNanos, List<HandoverAction> actions) {
        for (int i = 0; i < states.length; i++) {
            if (states[i] != VrrpState.MASTER || !confirmed[i]) {
                return;
            }
        }
        complete(nowNanos, List.of(), actions);
    }

    private void complete(long nowNanos, List<VrrpPeer> peers, List<HandoverAction> actions) {
        pending = null;
        settling = false;
        actions.add(new HandoverAction.Complete(peers, Duration.ofNanos(nowNanos - askedNanos)));
    }

    private void fail(HandoverFailure failure, Optional<VrrpPeer> peer, List<HandoverAction> actions) {
        pending = null;
        settling = false;
        if (stance == VrrpStance.CLAIMING) {
            take(VrrpStance.ORDINARY, actions);
        }
        actions.add(new HandoverAction.Fail(failure, peer));
    }

    private void take(VrrpStance wanted, List<HandoverAction> actions) {
        stance = wanted;
        actions.add(new HandoverAction.SetStance(wanted));
    }

    private boolean any(VrrpState state) {
        return Arrays.asList(states).contains(state);
    }

    private boolean all(VrrpState state) {
        return Arrays.stream(states).allMatch(state::equals);
    }
}
