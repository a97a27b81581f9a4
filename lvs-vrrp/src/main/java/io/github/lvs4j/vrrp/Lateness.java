package io.github.lvs4j.vrrp;

import java.time.Duration;
import java.util.List;

/**
 * How punctual this process has been since its start: whether the pauses of a JVM and its machine fit the intervals. Immutable.
 *
 * <p>A backup takes a master for dead after a pause of that master of two intervals and the backup's skew time, at worst.
 *
 * @param timers how many timers have fired
 * @param longest how late the latest of them was
 * @param longestPause the longest time that the loop stood still although it had something to do
 * @param counts how many timers were how late: entry 0 up to 1 µs, entry i up to 2<sup>i</sup> µs, the last one everything above
 */
public record Lateness(long timers, Duration longest, Duration longestPause, List<Long> counts) {

    /** Copies the list. */
    public Lateness {
        counts = List.copyOf(counts);
    }

    /** Nothing has fired. */
    public static final Lateness NONE = new Lateness(0, Duration.ZERO, Duration.ZERO, List.of());

    /**
     * How late most timers were at most.
     *
     * @param share which share of them, above 0 to 1, as 0.99
     * @return an upper bound of that percentile, exact to a factor of two; zero if no timer has fired
     * @throws IllegalArgumentException if the share is out of range
     */
    public Duration percentile(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("a share of " + share + " is out of range: above 0 to 1");
        }
        long rank = (long) Math.ceil(share * timers);
        long seen = 0;
        for (int i = 0; i < counts.size(); i++) {
            seen += counts.get(i);
            if (seen >= rank) {
                Duration bound = Duration.ofNanos(1000L << i);
                boolean open = i == counts.size() - 1 || bound.compareTo(longest) > 0;
                return open ? longest : bound;
            }
        }
        return longest;
    }
}
