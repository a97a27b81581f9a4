package io.github.lvs4j.vrrp.machine;

import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.TransitionReason;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VrrpPeer;
import io.github.lvs4j.vrrp.VrrpTiming;
import io.github.lvs4j.vrrp.VrrpVersion;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a backup knows of its master: who it is, how often it speaks, when it was heard, until when to wait for it, and why to take
 * over then. Confined to its machine.
 */
final class MasterWatch {

    private final VirtualRouter router;
    private final PreemptionHold delay;
    private long intervalNanos;
    private @Nullable VrrpPeer master;
    private @Nullable VrrpPeer lastHeard;
    private boolean heard;
    private boolean obeysLast;
    private long heardNanos;
    private boolean vacant;
    private long deadlineNanos;
    private long patientNanos; // the deadline but for haste
    private TransitionReason reason = TransitionReason.MASTER_SILENT;

    MasterWatch(VirtualRouter router) {
        this.router = router;
        this.delay = new PreemptionHold(router.preemption().delay());
        this.intervalNanos = router.advertisementInterval().toNanos();
    }

    /** A time as backup begins, with a master that is known already or with none. */
    void begin(long firstDeadlineNanos, TransitionReason whyThen) {
        delay.end();
        vacant = false;
        reason = whyThen;
        waitUntil(firstDeadlineNanos);
    }

    /** The time as backup is over. */
    void end() {
        delay.end();
        master = null;
        lastHeard = null;
        vacant = false;
        intervalNanos = router.advertisementInterval().toNanos();
    }

    /** An advertisement was accepted, whatever comes of it; one with priority 0 is the last of a master. */
    void hear(ReceivedAdvertisement received) {
        heard = true;
        heardNanos = received.receivedNanos();
        vacant = false;
        obeysLast = false;
        lastHeard = received.advertisement().priority().equals(Priority.RELEASE) ? null : received.peer();
    }

    /** Takes the sender for the master, and in version 3 its interval for the master's. */
    void obey(ReceivedAdvertisement received, boolean lower) {
        if (!lower) {
            delay.end();
        }
        obeysLast = true;
        master = received.peer();
        reason = TransitionReason.MASTER_SILENT;
        if (router.version() == VrrpVersion.V3) {
            intervalNanos = received.advertisement().interval().toNanos();
        }
    }

    /** Whether a lower master is left alone for some time yet; its first advertisement begins that time. */
    boolean delaysPreemption(long nowNanos) {
        return delay.isOn(nowNanos);
    }

    boolean isDelayingPreemption() {
        return delay.isRunning();
    }

    void waitUntil(long untilNanos) {
        deadlineNanos = untilNanos;
        patientNanos = untilNanos;
    }

    /** Waits no longer than that, until {@link #patience}. */
    void hurry(long untilNanos, TransitionReason why) {
        reason = why;
        if (untilNanos - deadlineNanos < 0) {
            deadlineNanos = untilNanos;
        }
    }

    /** Waits no longer than that, for good. */
    void shorten(long untilNanos, TransitionReason why) {
        hurry(untilNanos, why);
        if (untilNanos - patientNanos < 0) {
            patientNanos = untilNanos;
        }
    }

    /** Waits as long as if there had been no haste. */
    void patience() {
        deadlineNanos = patientNanos;
        if (reason == TransitionReason.ASKED_TO_TAKE_OVER || reason == TransitionReason.GROUP) {
            reason = TransitionReason.MASTER_SILENT;
        }
    }

    void shift(long nanos) {
        deadlineNanos += nanos;
        patientNanos += nanos;
    }

    /** The time to wait was over, and nothing was done about it. */
    void vacant() {
        vacant = true;
        lastHeard = null;
        master = null;
    }

    boolean isVacant() {
        return vacant;
    }

    long deadlineNanos() {
        return deadlineNanos;
    }

    TransitionReason reason() {
        return reason;
    }

    void reason(TransitionReason why) {
        reason = why;
    }

    Optional<VrrpPeer> master() {
        return Optional.ofNullable(master);
    }

    Optional<VrrpPeer> obeyed() {
        return obeysLast ? master() : Optional.empty();
    }

    /** Who advertised last and has not stepped down, obeyed or not. */
    @Nullable
    VrrpPeer lastHeard() {
        return lastHeard;
    }

    Optional<Duration> sinceHeard(long nowNanos) {
        return heard ? Optional.of(Duration.ofNanos(nowNanos - heardNanos)) : Optional.empty();
    }

    VrrpTiming timing(long nowNanos, long lateNanos) {
        return new VrrpTiming(sinceHeard(nowNanos), Duration.ofNanos(Math.max(0, lateNanos)));
    }

    long skewNanos(Priority own) {
        return VrrpTimers.skewNanos(router.version(), own, intervalNanos);
    }

    long downNanos(Priority own) {
        return VrrpTimers.masterDownNanos(router.version(), own, intervalNanos, router.silentIntervals());
    }
}
