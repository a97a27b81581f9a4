package io.github.lvs4j.vrrp;

import java.time.Duration;

/**
 * How a new master tells the link where its addresses live (gratuitous ARP, unsolicited neighbour advertisements).
 * Immutable.
 *
 * @param repeat how many times each address is announced in a burst, 1 to 255
 * @param secondBurstDelay when the second burst follows the first; zero means never
 */
public record AnnouncementPolicy(int repeat, Duration secondBurstDelay) {

    /** As keepalived: five at once, and five more five seconds later. */
    public static final AnnouncementPolicy DEFAULT = new AnnouncementPolicy(5, Duration.ofSeconds(5));

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if the repeat is not 1 to 255 or the delay is negative
     */
    public AnnouncementPolicy {
        if (repeat < 1 || repeat > 255) {
            throw new IllegalArgumentException("announcement repeat " + repeat + " is out of range: 1 to 255");
        }
        if (secondBurstDelay.isNegative()) {
            throw new IllegalArgumentException("second burst delay " + secondBurstDelay + " is negative");
        }
    }
}
