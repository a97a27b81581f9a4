package io.github.lvs4j.verification.vrrp.interop;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A time in which the master said nothing.
 *
 * @param begin its last advertisement before
 * @param end its next one, or the first of the backup that took over
 */
record Silence(Instant begin, Instant end) {

    /** The stamps of pauses are whole milliseconds, and the backup's timer is not exact either. */
    private static final Duration TOLERANCE = Duration.ofMillis(5);

    Duration length() {
        return Duration.between(begin, end);
    }

    /** Each gap between two advertisements of the master that follow one another. */
    static List<Silence> of(List<OnWire> wire, boolean[] byMaster) {
        List<Silence> found = new ArrayList<>();
        for (int i = 1; i < wire.size(); i++) {
            if (byMaster[i - 1] && byMaster[i]) {
                found.add(new Silence(wire.get(i - 1).time(), wire.get(i).time()));
            }
        }
        return found;
    }

    /** The silence before each time that the backup begins to claim mastership. */
    static List<Silence> beforeTakeovers(List<OnWire> wire, boolean[] byMaster) {
        List<Silence> found = new ArrayList<>();
        for (int i = 1; i < wire.size(); i++) {
            if (byMaster[i - 1] && !byMaster[i]) {
                found.add(new Silence(wire.get(i - 1).time(), wire.get(i).time()));
            }
        }
        return found;
    }

    /** The standstill that explains a takeover: the longest one, if more of it than the budget lies in the silence. */
    Optional<Standstill> explained(List<Standstill> stops, Duration budget) {
        return stops.stream()
                .filter(stop -> stop.within(begin, end).compareTo(budget.minus(TOLERANCE)) > 0)
                .max(Comparator.comparing(Standstill::length));
    }

    /** How much longer it was than the interval and what stood still in it. */
    Duration unexplained(List<Standstill> stops, Duration interval) {
        return length().minus(interval).minus(Standstill.covered(stops, begin, end));
    }

    @Override
    public String toString() {
        return begin + " " + length().toNanos() / 1_000_000 + " ms";
    }
}
