package io.github.lvs4j.vrrp.host;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * Counts what anyone on the link can bring about, by kind, and says when one is worth an event: the first of its kind, and then
 * one a minute until the router changes its state. Confined to the loop.
 *
 * @param <K> the kinds
 */
final class OccurrenceLog<K extends Enum<K>> {

    private static final long PAUSE_NANOS = 60_000_000_000L;

    private final Class<K> kinds;
    private final long[] counts;
    private final long[] reportedNanos;
    private final boolean[] reported;

    OccurrenceLog(Class<K> kinds) {
        this.kinds = kinds;
        int size = kinds.getEnumConstants().length;
        counts = new long[size];
        reportedNanos = new long[size];
        reported = new boolean[size];
    }

    /** Counts one, and says whether to report it. */
    boolean count(K kind, long nowNanos) {
        int i = kind.ordinal();
        counts[i]++;
        if (reported[i] && nowNanos - reportedNanos[i] < PAUSE_NANOS) {
            return false;
        }
        reported[i] = true;
        reportedNanos[i] = nowNanos;
        return true;
    }

    long of(K kind) {
        return counts[kind.ordinal()];
    }

    /** A change of state makes every kind news again. */
    void onTransition() {
        Arrays.fill(reported, false);
    }

    /** Kinds that never came are absent. */
    Map<K, Long> counts() {
        Map<K, Long> map = new EnumMap<>(kinds);
        for (K kind : kinds.getEnumConstants()) {
            if (counts[kind.ordinal()] != 0) {
                map.put(kind, counts[kind.ordinal()]);
            }
        }
        return map;
    }
}
