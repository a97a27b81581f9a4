package io.github.lvs4j.vrrp.host;

import io.github.lvs4j.vrrp.packet.RejectionCause;
import java.util.EnumMap;
import java.util.Map;

/**
 * Counts discarded packets by cause, and says when one is worth an event: the first of its cause, and then one a minute until the
 * router changes its state. Confined to the loop.
 */
final class RejectionLog {

    private static final long PAUSE_NANOS = 60_000_000_000L;

    private final long[] counts = new long[RejectionCause.values().length];
    private final long[] reportedNanos = new long[counts.length];
    private final boolean[] reported = new boolean[counts.length];

    /** Counts one, and says whether to report it. */
    boolean count(RejectionCause cause, long nowNanos) {
        int i = cause.ordinal();
        counts[i]++;
        if (reported[i] && nowNanos - reportedNanos[i] < PAUSE_NANOS) {
            return false;
        }
        reported[i] = true;
        reportedNanos[i] = nowNanos;
        return true;
    }

    long of(RejectionCause cause) {
        return counts[cause.ordinal()];
    }

    /** A change of state makes every cause news again. */
    void onTransition() {
        java.util.Arrays.fill(reported, false);
    }

    Map<RejectionCause, Long> counts() {
        Map<RejectionCause, Long> map = new EnumMap<>(RejectionCause.class);
        for (RejectionCause cause : RejectionCause.values()) {
            if (counts[cause.ordinal()] != 0) {
                map.put(cause, counts[cause.ordinal()]);
            }
        }
        return map;
    }
}
