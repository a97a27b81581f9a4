package io.github.lvs4j.testkit.vrrp;

import java.time.Duration;
import java.util.Locale;

/**
 * What a row of simulations that all went well amounts to. Immutable.
 *
 * @param runs how many
 * @param virtualTime how long they were together
 * @param happenings how much happened in them
 * @param faults how much went wrong in them
 * @param longestOverlap the longest time with two owners of an address
 */
public record SimulationReport(long runs, Duration virtualTime, long happenings, long faults, Duration longestOverlap) {

    static final SimulationReport NONE = new SimulationReport(0, Duration.ZERO, 0, 0, Duration.ZERO);

    /**
     * Both together.
     *
     * @param other another row
     * @return the sums, and the longer overlap
     */
    public SimulationReport plus(SimulationReport other) {
        return new SimulationReport(
                runs + other.runs,
                virtualTime.plus(other.virtualTime),
                happenings + other.happenings,
                faults + other.faults,
                longestOverlap.compareTo(other.longestOverlap) > 0 ? longestOverlap : other.longestOverlap);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d runs, %,.1f virtual hours, %,d events, %,d faults, two owners for %.3f s at most",
                runs,
                virtualTime.toMillis() / 3.6e6,
                happenings,
                faults,
                longestOverlap.toNanos() / 1e9);
    }
}
