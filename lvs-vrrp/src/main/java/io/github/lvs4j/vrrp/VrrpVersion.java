package io.github.lvs4j.vrrp;

import java.time.Duration;

/** The versions of the protocol and what the number decides. */
public enum VrrpVersion {
    /** RFC 3768: IPv4, whole seconds, authentication by RFC 2338. */
    V2(2, Duration.ofSeconds(1), Duration.ofSeconds(255), Duration.ofSeconds(1)),
    /** RFC 5798 and RFC 9568: IPv4 and IPv6, hundredths of a second, no authentication. */
    V3(3, Duration.ofMillis(10), Duration.ofMillis(40_950), Duration.ofMillis(10));

    private final int number;
    private final Duration shortestInterval;
    private final Duration longestInterval;
    private final Duration intervalUnit;

    VrrpVersion(int number, Duration shortestInterval, Duration longestInterval, Duration intervalUnit) {
        this.number = number;
        this.shortestInterval = shortestInterval;
        this.longestInterval = longestInterval;
        this.intervalUnit = intervalUnit;
    }

    /**
     * The number in the packet.
     *
     * @return 2 or 3
     */
    public int number() {
        return number;
    }

    /**
     * The unit in which an advertisement carries its interval.
     *
     * @return one second, or ten milliseconds
     */
    public Duration intervalUnit() {
        return intervalUnit;
    }

    /**
     * Checks that an advertisement of this version can carry an interval.
     *
     * @param interval the advertisement interval
     * @return the same interval
     * @throws IllegalArgumentException if it is too short, too long or no multiple of the unit
     */
    public Duration checkInterval(Duration interval) {
        boolean inRange = interval.compareTo(shortestInterval) >= 0 && interval.compareTo(longestInterval) <= 0;
        if (!inRange || interval.toNanos() % intervalUnit.toNanos() != 0) {
            throw new IllegalArgumentException("advertisement interval " + interval + " cannot be sent by VRRP version "
                    + number + ": it takes " + shortestInterval + " to " + longestInterval + " in steps of "
                    + intervalUnit);
        }
        return interval;
    }
}
