package io.github.lvs4j.vrrp;

import java.time.Duration;

/**
 * Which advertisement intervals of a master a version 3 backup is willing to adopt. A master with any other one is rejected: it
 * could otherwise make its backups wait 40 seconds for its death, or believe in it after a hundredth of one. Immutable.
 *
 * @param least the shortest
 * @param most the longest
 */
public record LearnedIntervals(Duration least, Duration most) {

    /** Everything that the protocol has, 10 milliseconds to 40.95 seconds. */
    public static final LearnedIntervals ANY = new LearnedIntervals(Duration.ofMillis(10), Duration.ofMillis(40_950));

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if the longest is shorter than the shortest, or there is nothing in between
     */
    public LearnedIntervals {
        if (least.isNegative() || most.compareTo(least) < 0) {
            throw new IllegalArgumentException("learned intervals from " + least + " to " + most + " contain none");
        }
    }

    /**
     * Whether an interval may be adopted.
     *
     * @param interval a master's interval
     * @return true if it is within the bounds, ends included
     */
    public boolean contain(Duration interval) {
        return interval.compareTo(least) >= 0 && interval.compareTo(most) <= 0;
    }
}
