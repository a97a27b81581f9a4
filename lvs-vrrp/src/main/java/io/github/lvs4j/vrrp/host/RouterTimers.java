package io.github.lvs4j.vrrp.host;

import io.github.lvs4j.vrrp.machine.VrrpTimer;

/** When one router's timers are due: at most one instant for each. Confined to the loop. */
final class RouterTimers {

    private static final int KINDS = VrrpTimer.values().length;

    private final long[] deadlines = new long[KINDS];
    private final boolean[] armed = new boolean[KINDS];

    void arm(VrrpTimer timer, long deadlineNanos) {
        armed[timer.ordinal()] = true;
        deadlines[timer.ordinal()] = deadlineNanos;
    }

    void cancel(VrrpTimer timer) {
        armed[timer.ordinal()] = false;
    }

    boolean isDue(VrrpTimer timer, long nowNanos) {
        return armed[timer.ordinal()] && nowNanos - deadlines[timer.ordinal()] >= 0;
    }

    /** Disarms a timer that is due, and says how late that is. */
    long fire(VrrpTimer timer, long nowNanos) {
        armed[timer.ordinal()] = false;
        return nowNanos - deadlines[timer.ordinal()];
    }

    /** The earliest armed instant, as nanoseconds from now; the given bound if none is earlier. */
    long nanosToNext(long nowNanos, long bound) {
        long least = bound;
        for (int i = 0; i < KINDS; i++) {
            if (armed[i]) {
                least = Math.min(least, deadlines[i] - nowNanos);
            }
        }
        return least;
    }
}
