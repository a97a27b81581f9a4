package io.github.lvs4j.vrrp;

import java.time.Duration;

/**
 * Whether a backup of higher priority replaces a living master (RFC 9568 section 6.1, Preempt_Mode). Immutable.
 *
 * @param enabled whether it does; an owner always does
 * @param delay how long a lower-priority master is left alone after it was first heard
 */
public record Preemption(boolean enabled, Duration delay) {

    // Before the constants: their constructor compares with it.
    private static final Duration LONGEST = Duration.ofSeconds(1000);

    /** Replaces a master of lower priority without delay; the protocol's default. */
    public static final Preemption IMMEDIATE = new Preemption(true, Duration.ZERO);

    /** Leaves any living master alone. */
    public static final Preemption OFF = new Preemption(false, Duration.ZERO);

    /**
     * Checks the delay.
     *
     * @throws IllegalArgumentException if the delay is negative, above 1000 seconds, or given though preemption is off
     */
    public Preemption {
        if (delay.isNegative() || delay.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("preemption delay " + delay + " is out of range: 0 to 1000 seconds");
        }
        if (!enabled && !delay.isZero()) {
            throw new IllegalArgumentException("preemption is off, so it has no delay of " + delay);
        }
    }

    /**
     * Preemption after a delay.
     *
     * @param delay how long a lower-priority master is left alone
     * @return the preemption
     * @throws IllegalArgumentException if the delay is negative or above 1000 seconds
     */
    public static Preemption after(Duration delay) {
        return new Preemption(true, delay);
    }
}
