package io.github.lvs4j.vrrp;

import java.time.Duration;

/**
 * How a master tells the link where its addresses live (gratuitous ARP, unsolicited neighbour advertisements). A burst goes
 * round its addresses, one after the other, as often as it is repeated. Immutable.
 *
 * @param repeat how many times each address is announced in a burst of a new master, 1 to 255
 * @param secondBurstDelay when the second burst follows the first; zero means never
 * @param conflictRepeat how many times after a conflict with a lower master was won, 0 to 255
 * @param conflictDelay when the second burst after a conflict follows the first; zero means never
 * @param refresh how often a master announces again without a reason; zero means never. It leads neighbours back that believed a
 *     second master whose advertisements were lost and whose announcements were not: this one has not heard of it
 * @param refreshRepeat how many times it does so, 1 to 255
 * @param arpInterval the least time between two gratuitous ARPs on one interface; zero means none
 * @param neighborInterval the least time between two neighbour advertisements on one interface; zero means none
 */
public record AnnouncementPolicy(
        int repeat,
        Duration secondBurstDelay,
        int conflictRepeat,
        Duration conflictDelay,
        Duration refresh,
        int refreshRepeat,
        Duration arpInterval,
        Duration neighborInterval) {

    /** As keepalived: five at once, and five more five seconds later. */
    public static final AnnouncementPolicy DEFAULT = new AnnouncementPolicy(5, Duration.ofSeconds(5));

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a repetition is out of range or a time is negative
     */
    public AnnouncementPolicy {
        checkRepeat("", repeat, 1);
        checkRepeat("conflict ", conflictRepeat, 0);
        checkRepeat("refresh ", refreshRepeat, 1);
        checkTime("second burst delay", secondBurstDelay);
        checkTime("conflict delay", conflictDelay);
        checkTime("refresh", refresh);
        checkTime("interval between ARP announcements", arpInterval);
        checkTime("interval between neighbour advertisements", neighborInterval);
    }

    /**
     * A policy for new masters, the same after a conflict, without refresh and without gaps.
     *
     * @param repeat how many times each address is announced in a burst, 1 to 255
     * @param secondBurstDelay when the second burst follows the first; zero means never
     * @throws IllegalArgumentException if the repeat is out of range or the delay is negative
     */
    public AnnouncementPolicy(int repeat, Duration secondBurstDelay) {
        this(repeat, secondBurstDelay, repeat, secondBurstDelay, Duration.ZERO, 1, Duration.ZERO, Duration.ZERO);
    }

    /**
     * The same with another behaviour after a conflict.
     *
     * @param times how many times each address is announced, 0 to 255
     * @param delay when the second burst follows; zero means never
     * @return a copy
     */
    public AnnouncementPolicy withConflict(int times, Duration delay) {
        return new AnnouncementPolicy(
                repeat, secondBurstDelay, times, delay, refresh, refreshRepeat, arpInterval, neighborInterval);
    }

    /**
     * The same with another refresh.
     *
     * @param every how often; zero means never
     * @param times how many times each address is announced, 1 to 255
     * @return a copy
     */
    public AnnouncementPolicy withRefresh(Duration every, int times) {
        return new AnnouncementPolicy(
                repeat, secondBurstDelay, conflictRepeat, conflictDelay, every, times, arpInterval, neighborInterval);
    }

    /**
     * The same with other gaps between packets, for links that drop bursts.
     *
     * @param arp between gratuitous ARPs on one interface
     * @param neighbor between neighbour advertisements on one interface
     * @return a copy
     */
    public AnnouncementPolicy withIntervals(Duration arp, Duration neighbor) {
        return new AnnouncementPolicy(
                repeat, secondBurstDelay, conflictRepeat, conflictDelay, refresh, refreshRepeat, arp, neighbor);
    }

    private static void checkRepeat(String which, int value, int least) {
        if (value < least || value > 255) {
            throw new IllegalArgumentException(
                    "announcement " + which + "repeat " + value + " is out of range: " + least + " to 255");
        }
    }

    private static void checkTime(String name, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(name + " " + value + " is negative");
        }
    }
}
