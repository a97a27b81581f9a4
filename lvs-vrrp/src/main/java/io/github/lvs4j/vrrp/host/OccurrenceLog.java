package io.github.lvs4j.vrrp.host;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * Counts what anyone on the link can bring about, by kind, and says when one is worth an event: the first of its kind since the
 * router's last change, which nobody brings about who is not accepted. Confined to the loop.
 *
 * @param <K> the kinds
 */
final class OccurrenceLog<K extends Enum<K>> {

    private final Class<K> kinds;
    private final long[] counts;
    private final boolean[] reported;

    OccurrenceLog(Class<K> kinds) {
        this.kinds = kinds;
        int size = kinds.getEnumConstants().length;
        counts = new long[size];
        reported = new boolean[size];
    }

    /** Counts one, and says whether to report it. */
    boolean count(K kind) {
        int i = kind.ordinal();
        counts[i]++;
        boolean first = !reported[i];
        reported[i] = true;
        return first;
    }

    long of(K kind) {
        return counts[kind.ordinal()];
    }

    /** A change of state or master makes every kind news again. */
    void onChange() {
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
