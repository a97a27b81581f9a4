package io.github.lvs4j.vrrp.host;

import io.github.lvs4j.vrrp.Lateness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Counts how late timers fire, in powers of two of a microsecond, and keeps the longest pause. Confined to the loop. */
final class LatenessMeter {

    private static final int CLASSES = 26; // the last but one ends at 16.8 s

    private final long[] counts = new long[CLASSES];
    private long timers;
    private long longestNanos;
    private long longestPauseNanos;

    void fired(long lateNanos) {
        long micros = (Math.max(0, lateNanos) + 999) / 1000;
        int index = micros <= 1 ? 0 : Long.SIZE - Long.numberOfLeadingZeros(micros - 1);
        counts[Math.min(index, CLASSES - 1)]++;
        timers++;
        longestNanos = Math.max(longestNanos, lateNanos);
    }

    /** The loop stood still although it had something to do, or took that long to do it. */
    void paused(long nanos) {
        longestPauseNanos = Math.max(longestPauseNanos, nanos);
    }

    Lateness lateness() {
        List<Long> copy = new ArrayList<>(CLASSES);
        for (long count : counts) {
            copy.add(count);
        }
        return new Lateness(timers, Duration.ofNanos(longestNanos), Duration.ofNanos(longestPauseNanos), copy);
    }
}
