package io.github.lvs4j.verification.vrrp.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.testkit.junit.RequiresPeer;
import io.github.lvs4j.testkit.junit.RequiresRoot;
import io.github.lvs4j.testkit.junit.RequiresTool;
import io.github.lvs4j.verification.vrrp.SoakTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The takeover after a SIGKILL, ours and keepalived's in turns, at 1 s, 0.1 s and 0.01 s: {@code ./lvs4j soak SubSecondTakeover}, 20
 * rounds or {@code -Dsoak.rounds}. Run it alone on an idle machine. Each round starts both programs anew, so ours is a JVM that
 * takes over for the first time. {@link InteropTest} judges the same without figures; 0.01 s is not judged.
 */
@Tag("soak")
@RequiresRoot
@RequiresTool({"ip", "tcpdump"})
@RequiresPeer("keepalived")
class SubSecondTakeoverSoak {

    private static final int ROUNDS = Integer.getInteger("soak.rounds", 20);
    private static final Duration SETTLING = Duration.ofMillis(800);
    private static final Duration MEDIAN_ALLOWANCE = Duration.ofMillis(2);
    private static final Duration WORST_ALLOWANCE = Duration.ofMillis(15);
    private static final SoakTable TABLE =
            new SoakTable("takeover", "interval, theory", "who takes over", "rounds", "least", "median", "most");

    @ParameterizedTest
    @EnumSource(names = {"V2_PASS", "V3_TENTH", "V3_HUNDREDTH"})
    void shouldTakeOverAsFastAsKeepalived(Variant variant) {
        List<Duration> ours = new ArrayList<>();
        List<Duration> theirs = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            boolean oursFirst = round % 2 == 1;
            (oursFirst ? ours : theirs).add(takeover(variant, !oursFirst));
            (oursFirst ? theirs : ours).add(takeover(variant, oursFirst));
            Duration our = ours.get(round - 1);
            Duration their = theirs.get(round - 1);
            SoakTable.progress(
                    "SubSecondTakeover %s, %d of %d: ours %s ms, keepalived's %s ms",
                    variant, round, ROUNDS, SoakTable.millis(our), SoakTable.millis(their));
            TABLE.exact(variant, round, our.toNanos(), their.toNanos());
        }
        row(variant, "lvs4j", ours);
        row(variant, "keepalived", theirs);
        if (variant != Variant.V3_HUNDREDTH) {
            assertThat(SoakTable.median(ours))
                    .as("median")
                    .isLessThanOrEqualTo(SoakTable.median(theirs).plus(MEDIAN_ALLOWANCE));
            assertThat(SoakTable.quantile(ours, 1))
                    .as("worst")
                    .isLessThanOrEqualTo(SoakTable.quantile(theirs, 1).plus(WORST_ALLOWANCE));
        }
    }

    private static void row(Variant variant, String whose, List<Duration> takeovers) {
        Duration interval = variant.ourInterval();
        TABLE.row(
                interval.toMillis() + " ms, " + SoakTable.millis(variant.down(100, interval)) + " ms",
                whose,
                takeovers.size(),
                SoakTable.millis(SoakTable.quantile(takeovers, 0)) + " ms",
                SoakTable.millis(SoakTable.median(takeovers)) + " ms",
                SoakTable.millis(SoakTable.quantile(takeovers, 1)) + " ms");
    }

    /** The rounds are the same for both but for who is who; the SIGKILL comes at any phase of the interval. */
    private static Duration takeover(Variant variant, boolean oursDies) {
        try (Bed bed = new Bed(variant, false, oursDies)) {
            bed.peer.start();
            bed.startOurs();
            bed.await(0, oursDies, Instant.MIN, "first", seen -> seen.priority() > 0);
            Waiting.sleep(SETTLING.plusMillis(ThreadLocalRandom.current().nextInt(1000)));
            if (oursDies) {
                bed.ours.kill();
            } else {
                bed.peer.kill();
            }
            Waiting.sleep(variant.down(100, variant.ourInterval()).plusMillis(100)); // reading a capture would disturb
            Instant last = bed.lastClaim(0, oursDies);
            Instant taken = bed.await(0, !oursDies, last, "takeover", seen -> seen.priority() > 0)
                    .time();
            return Duration.between(last, taken);
        }
    }

    @AfterAll
    static void print() {
        TABLE.print();
    }
}
