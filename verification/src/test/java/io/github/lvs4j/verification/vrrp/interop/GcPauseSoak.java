package io.github.lvs4j.verification.vrrp.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.testkit.junit.RequiresPeer;
import io.github.lvs4j.testkit.junit.RequiresRoot;
import io.github.lvs4j.testkit.junit.RequiresTool;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Our director at 100 ms in a JVM whose collector stops it again and again (G1, default heap), keepalived being the other one, for
 * {@code -Dsoak.seconds}, 300 as master and 300 as backup: {@code ./lvs4j soak GcPause}. The pauses are what the JVM says of itself.
 */
@Tag("soak")
@RequiresRoot
@RequiresTool({"ip", "tcpdump"})
@RequiresPeer("keepalived")
class GcPauseSoak {

    private static final int SECONDS = Integer.getInteger("soak.seconds", 300);
    private static final List<String> FLAGS = List.of("-XX:+UseG1GC", "-Xlog:safepoint:stdout:none");
    private static final Pattern STOPPED = Pattern.compile("Safepoint \"(\\w+)\".*Total: +(\\d+) ns");
    private static final Variant VARIANT = Variant.V3_TENTH;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldNotBringAboutAFalseTakeoverByPausesWithinTheBudget(boolean master) {
        try (Bed bed = new Bed(VARIANT, false, master)) {
            bed.startOurs(PressedRouter.class, FLAGS);
            bed.peer.start();
            Instant first = bed.await(0, master, Instant.MIN, "first", seen -> seen.priority() > 0)
                    .time();
            Instant begin = first.plusSeconds(2);
            bed.await(0, master, begin, "settled", seen -> true);
            Waiting.sleep(Duration.ofSeconds(SECONDS));
            List<Instant> takeovers = takeovers(bed, master, begin);
            List<Long> pauses = pauses(bed.ours.lines());
            Duration budget = VARIANT.ourInterval().multipliedBy(2).plus(VARIANT.skew(100, VARIANT.ourInterval()));
            List<Long> longer =
                    pauses.stream().filter(ns -> ns > budget.toNanos()).toList();
            print(master, pauses, budget, longer, takeovers.size());
            assertThat(pauses).as("pauses of the collector").isNotEmpty();
            assertThat(takeovers.size())
                    .as("false takeovers at " + takeovers + " beside the pauses beyond the budget, ns " + longer)
                    .isLessThanOrEqualTo(master ? longer.size() : 0);
        }
    }

    /** Each time the one that was backup claims mastership of a living master: its first advertisement of a row. */
    private static List<Instant> takeovers(Bed bed, boolean oursIsMaster, Instant begin) {
        List<Instant> found = new ArrayList<>();
        boolean backupSpoke = false;
        for (OnWire seen : bed.wire(0)) {
            if (seen.isAnnouncement() || seen.time().isBefore(begin)) {
                continue;
            }
            boolean byBackup = bed.isOurs(0, seen) != oursIsMaster;
            if (byBackup && !backupSpoke) {
                found.add(seen.time());
            }
            backupSpoke = byBackup;
        }
        return found;
    }

    private static List<Long> pauses(List<String> lines) {
        List<Long> pauses = new ArrayList<>();
        for (String line : lines) {
            Matcher stopped = STOPPED.matcher(line);
            if (stopped.find()
                    && (stopped.group(1).startsWith("G1") || stopped.group(1).startsWith("GenCollect"))) {
                pauses.add(Long.parseLong(stopped.group(2)));
            }
        }
        Collections.sort(pauses);
        return pauses;
    }

    private static void print(boolean master, List<Long> pauses, Duration budget, List<Long> longer, int takeovers) {
        System.out.printf(
                Locale.ROOT,
                "[measure] %s, %d s at 100 ms under allocation: %d pauses, median %.1f ms, longest %.1f ms; budget %d ms,"
                        + " longer ones %s; false takeovers %d%n",
                master ? "as master" : "as backup",
                SECONDS,
                pauses.size(),
                pauses.isEmpty() ? 0 : pauses.get(pauses.size() / 2) / 1e6,
                pauses.isEmpty() ? 0 : pauses.get(pauses.size() - 1) / 1e6,
                budget.toMillis(),
                longer.stream().map(ns -> ns / 1_000_000 + " ms").toList(),
                takeovers);
    }
}
