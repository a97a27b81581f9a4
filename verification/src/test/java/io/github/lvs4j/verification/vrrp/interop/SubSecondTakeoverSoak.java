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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The takeover after a SIGKILL, ours and keepalived's in turns, at 1 s, 0.1 s and 0.01 s: {@code ./lvs4j soak SubSecondTakeover}, 20
 * rounds or {@code -Dsoak.rounds}. Run it alone on an idle machine. {@link InteropTest} judges the same without figures; 0.01 s is
 * not judged.
 */
@Tag("soak")
@RequiresRoot
@RequiresTool({"ip", "tcpdump"})
@RequiresPeer("keepalived")
class SubSecondTakeoverSoak {

    private static final int ROUNDS = Integer.getInteger("soak.rounds", 20);

    @ParameterizedTest
    @EnumSource(names = {"V2_PASS", "V3_TENTH", "V3_HUNDREDTH"})
    void shouldTakeOverAsFastAsKeepalived(Variant variant) {
        List<Duration> ours = new ArrayList<>();
        List<Duration> theirs = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            ours.add(takeover(variant, false));
            theirs.add(takeover(variant, true));
        }
        Collections.sort(ours);
        Collections.sort(theirs);
        Duration theory = variant.down(100, variant.ourInterval());
        System.out.printf(
                Locale.ROOT,
                "%-13s theory %.1f ms, %d rounds, ms     least  median    most%n",
                variant,
                millis(theory),
                ROUNDS);
        print("ours", ours);
        print("keepalived's", theirs);
        if (variant != Variant.V3_HUNDREDTH) {
            assertThat(median(ours)).isLessThanOrEqualTo(median(theirs).plusMillis(2));
            assertThat(last(ours)).isLessThanOrEqualTo(last(theirs).plusMillis(15));
        }
    }

    private static Duration takeover(Variant variant, boolean oursDies) {
        try (Bed bed = new Bed(variant, false, oursDies)) {
            bed.peer.start();
            bed.startOurs();
            Instant first =
                    bed.await(0, oursDies, Instant.MIN, "first", seen -> true).time();
            Duration settling =
                    variant.ourInterval().multipliedBy(5).plusMillis(500); // both compiled, no burst under way
            bed.await(0, oursDies, first.plus(settling), "later", seen -> true);
            if (oursDies) {
                bed.ours.kill();
            } else {
                bed.peer.kill();
            }
            Instant last = bed.lastClaim(0, oursDies);
            return Duration.between(
                    last,
                    bed.await(0, !oursDies, last, "takeover", seen -> true).time());
        }
    }

    private static void print(String whose, List<Duration> sorted) {
        System.out.printf(
                Locale.ROOT,
                "  %-47s %8.1f%8.1f%8.1f%n",
                whose,
                millis(sorted.get(0)),
                millis(median(sorted)),
                millis(last(sorted)));
    }

    private static Duration median(List<Duration> sorted) {
        return sorted.get(sorted.size() / 2);
    }

    private static Duration last(List<Duration> sorted) {
        return sorted.get(sorted.size() - 1);
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
