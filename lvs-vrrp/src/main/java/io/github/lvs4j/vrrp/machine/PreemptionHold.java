package io.github.lvs4j.vrrp.machine;

import java.time.Duration;

/**
 * keepalived's preemption delay: it begins with the first advertisement of a lower master, and while it lasts that master is
 * heeded as if it were higher. Confined to its machine.
 */
final class PreemptionHold {

    private final long delayNanos;
    private boolean begun;
    private long endNanos;

    PreemptionHold(Duration delay) {
        this.delayNanos = delay.toNanos();
    }

    /** Whether preemption has to wait; begins the delay if that was not done since its last end. */
    boolean isOn(long nowNanos) {
        if (delayNanos == 0) {
            return false;
        }
        if (!begun) {
            begun = true;
            endNanos = nowNanos + delayNanos;
        }
        return nowNanos - endNanos < 0;
    }

    /** Whether the delay has begun and was not ended; it may have run out. */
    boolean isRunning() {
        return begun;
    }

    /** No lower master advertises any more. */
    void end() {
        begun = false;
    }
}
