package io.github.lvs4j.testkit.vrrp;

import java.time.Duration;

/**
 * What a link does to packets. A delay range wider than the time between two packets also changes their order. Immutable.
 *
 * @param loss the share of packets that are lost, 0 to 1, for each receiver by itself
 * @param duplication the share of packets that arrive twice
 * @param leastDelay the shortest way
 * @param mostDelay the longest way
 */
public record LinkQuality(double loss, double duplication, Duration leastDelay, Duration mostDelay) {

    /** A switch in good health: nothing is lost, 50 to 200 microseconds. */
    public static final LinkQuality GOOD = new LinkQuality(0, 0, Duration.ofNanos(50_000), Duration.ofNanos(200_000));

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a share is not 0 to 1, or the delays are negative or in the wrong order
     */
    public LinkQuality {
        if (!(loss >= 0 && loss <= 1) || !(duplication >= 0 && duplication <= 1)) {
            throw new IllegalArgumentException(
                    "loss " + loss + " or duplication " + duplication + " is no share: 0 to 1");
        }
        if (leastDelay.isNegative() || mostDelay.compareTo(leastDelay) < 0) {
            throw new IllegalArgumentException("delays from " + leastDelay + " to " + mostDelay + " are no range");
        }
    }

    /**
     * A link that loses packets and is otherwise good.
     *
     * @param share 0 to 1
     * @return the quality
     */
    public static LinkQuality losing(double share) {
        return new LinkQuality(share, 0, GOOD.leastDelay, GOOD.mostDelay);
    }

    @Override
    public String toString() {
        return Math.round(loss * 100) + "% lost, " + Math.round(duplication * 100) + "% twice, delay up to "
                + Happening.seconds(mostDelay);
    }
}
