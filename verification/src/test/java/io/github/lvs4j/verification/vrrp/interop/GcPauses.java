package io.github.lvs4j.verification.vrrp.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.testkit.hosts.HostProcess;
import io.github.lvs4j.verification.vrrp.SoakTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Our director at 100 ms in a JVM whose collector stops it again and again (G1, default heap), keepalived being the other one.
 * Every takeover on the wire is held against every time that the JVM says it stood still, or the machine did: one that overlaps
 * the master's silence by more than two intervals and the backup's skew time explains it, nothing else does. As backup a
 * pause explains nothing; only the master's own silence does.
 */
final class GcPauses {

    private static final List<String> FLAGS = List.of("-XX:+UseG1GC", Standstill.LOGGED);
    private static final Variant VARIANT = Variant.V3_TENTH;
    private static final Duration INTERVAL = VARIANT.ourInterval();
    private static final Duration BUDGET = INTERVAL.multipliedBy(2).plus(VARIANT.skew(100, INTERVAL));
    private static final Duration NOTED = Duration.ofMillis(20);

    private final Bed bed;
    private final boolean master;
    private final SoakTable table;

    private GcPauses(Bed bed, boolean master, SoakTable table) {
        this.bed = bed;
        this.master = master;
        this.table = table;
    }

    static SoakTable table(String name) {
        return new SoakTable(
                name,
                "role",
                "time",
                "pauses of the collector",
                "median",
                "p99",
                "longest",
                "other safepoints, longest",
                "stalls of the machine above 20 ms, longest",
                "pauses beyond the budget of " + BUDGET.toMillis() + " ms",
                "longest silence of the master",
                "silence beyond interval and standstills",
                "takeovers, explained");
    }

    static void run(boolean master, int seconds, SoakTable table) {
        try (Bed bed = new Bed(VARIANT, false, master)) {
            new GcPauses(bed, master, table).run(seconds);
        }
    }

    private void run(int seconds) {
        HostProcess witness = bed.third.start(StallWitness.command(), Map.of());
        witness.awaitLine("watching"::equals, Bed.PATIENCE);
        bed.startOurs(PressedRouter.class, FLAGS);
        bed.peer.start();
        Instant first = bed.await(0, master, Instant.MIN, "first", seen -> seen.priority() > 0)
                .time();
        Instant begin = first.plusSeconds(2);
        bed.await(0, master, begin, "settled", seen -> true);
        for (int second = 0; second < seconds; second++) {
            if (second % 30 == 0) {
                SoakTable.progress("GcPause as %s: %d of %d s", role(), second, seconds);
            }
            Waiting.sleep(Duration.ofSeconds(1));
        }
        Instant end = Instant.now();
        judge(
                between(Standstill.safepoints(bed.ours.lines()), begin, end),
                between(Standstill.stalls(witness.lines()), begin, end),
                begin,
                seconds);
    }

    private String role() {
        return master ? "master" : "backup";
    }

    private static List<Standstill> between(List<Standstill> all, Instant begin, Instant end) {
        return all.stream()
                .filter(stop -> stop.end().isAfter(begin) && stop.begin().isBefore(end))
                .toList();
    }

    private void judge(List<Standstill> safepoints, List<Standstill> stalls, Instant begin, int seconds) {
        List<OnWire> wire = bed.wire(0).stream()
                .filter(seen -> seen.priority() >= 0 && !seen.time().isBefore(begin))
                .toList();
        boolean[] byMaster = new boolean[wire.size()];
        for (int i = 0; i < byMaster.length; i++) {
            byMaster[i] = bed.isOurs(0, wire.get(i)) == master;
        }
        List<Standstill> stops = master
                ? Stream.concat(safepoints.stream(), stalls.stream()).toList()
                : stalls; // our pauses are no reason to believe that the master is dead
        List<Silence> takeovers = Silence.beforeTakeovers(wire, byMaster);
        List<Silence> gaps = Silence.of(wire, byMaster);
        List<Silence> unexplained = new ArrayList<>();
        for (Silence takeover : takeovers) {
            Optional<Standstill> cause = takeover.explained(stops, BUDGET);
            boolean silent = !master
                    && takeover.length().compareTo(VARIANT.down(100, INTERVAL).minusMillis(1)) >= 0;
            System.out.println("[measure] takeover after a silence from " + takeover + ", because of "
                    + cause.map(Standstill::toString).orElse(silent ? "keepalived's own silence" : "nothing known"));
            if (cause.isEmpty() && !silent) {
                unexplained.add(takeover);
            }
        }
        report(safepoints, stalls, stops, gaps, takeovers, takeovers.size() - unexplained.size(), seconds);
        assertThat(wire.size()).as("advertisements seen").isGreaterThan(seconds * 5);
        assertThat(safepoints).as("pauses of the collector").anyMatch(Standstill::isOfCollector);
        assertThat(gaps)
                .as(
                        "each advertisement within an interval of when pauses and stalls let it go, but for the backup's own")
                .allMatch(gap -> !master || gap.unexplained(stops, INTERVAL).compareTo(INTERVAL) <= 0);
        assertThat(unexplained)
                .as("takeovers without a standstill beyond " + BUDGET.toMillis() + " ms")
                .isEmpty();
    }

    private void report(
            List<Standstill> safepoints,
            List<Standstill> stalls,
            List<Standstill> stops,
            List<Silence> gaps,
            List<Silence> takeovers,
            int explained,
            int seconds) {
        List<Duration> pauses = safepoints.stream()
                .filter(Standstill::isOfCollector)
                .map(Standstill::length)
                .toList();
        List<Standstill> longer = safepoints.stream()
                .filter(stop -> stop.length().compareTo(BUDGET) > 0)
                .toList();
        table.row(
                role(),
                seconds + " s",
                pauses.size(),
                millis(pauses, 0.5),
                millis(pauses, 0.99),
                millis(pauses, 1),
                millis(lengths(safepoints.stream().filter(stop -> !stop.isOfCollector())), 1),
                stalls.size() + ", " + millis(lengths(stalls.stream()), 1),
                longer.size(),
                millis(gaps.stream().map(Silence::length).toList(), 1),
                millis(
                        gaps.stream()
                                .map(gap -> gap.unexplained(stops, INTERVAL))
                                .toList(),
                        1),
                takeovers.size() + ", " + explained);
        longer.forEach(stop -> System.out.println("[measure] beyond the budget: " + stop));
        Stream.concat(safepoints.stream(), stalls.stream())
                .sorted(Comparator.comparing(Standstill::begin))
                .forEach(stop -> table.exact(role(), "standstill", stop.cause(), stop.begin(), nanos(stop.length())));
        gaps.stream()
                .filter(gap -> gap.length().compareTo(INTERVAL.plus(NOTED)) > 0)
                .forEach(gap -> table.exact(
                        role(),
                        "gap",
                        "unexplained " + nanos(gap.unexplained(stops, INTERVAL)),
                        gap.begin(),
                        nanos(gap.length())));
        takeovers.forEach(one -> table.exact(role(), "takeover", "", one.begin(), nanos(one.length())));
    }

    private static List<Duration> lengths(Stream<Standstill> stops) {
        return stops.map(Standstill::length).toList();
    }

    private static String millis(List<Duration> values, double share) {
        return SoakTable.millis(SoakTable.quantile(values, share)) + " ms";
    }

    private static long nanos(Duration duration) {
        return duration.toNanos();
    }
}
