package io.github.lvs4j.verification.vrrp.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.testkit.junit.RequiresPeer;
import io.github.lvs4j.testkit.junit.RequiresRoot;
import io.github.lvs4j.testkit.junit.RequiresTool;
import io.github.lvs4j.verification.vrrp.SoakTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@link FrozenMaster}, 5 rounds each or {@code -Dsoak.rounds}: {@code ./lvs4j soak FrozenMaster}. The lease ends our answers
 * before keepalived begins at 1 s against priorities up to 150, and as a rule against any;
 * at shorter intervals it bounds the overlap; without it the overlap lasts until we go on. What has no bound is only reported.
 */
@Tag("soak")
@RequiresRoot
@RequiresTool({"ip", "tcpdump"})
@RequiresPeer("keepalived")
class FrozenMasterSoak {

    private static final int ROUNDS = Integer.getInteger("soak.rounds", 5);
    private static final SoakTable TABLE = new SoakTable(
            "frozen-master",
            "interval, lease",
            "peer's priority",
            "rounds",
            "we answer on for at most",
            "the peer answers after at least",
            "two owners for at most (below 0: nobody)",
            "bound",
            "our answers after the standstill");

    @ParameterizedTest
    @CsvSource({
        "V2_PASS, 100, 0",
        "V2_PASS, 150, 0",
        "V2_PASS, 199, ",
        "V3_LEASED, 100, 1400",
        "V3_TENTH_LEASED, 100, 1400",
        "V3, 100, ",
        "V3_TENTH, 100, "
    })
    void shouldNotAnswerForLongerThanItsLease(Variant variant, int peerPriority, Long bound) {
        List<FrozenMaster.Seen> rounds = new ArrayList<>();
        String what = variant.ourInterval().toMillis() + " ms, " + (bound == null ? "off" : "on");
        for (int round = 1; round <= ROUNDS; round++) {
            FrozenMaster.Seen seen = FrozenMaster.run(variant, peerPriority);
            rounds.add(seen);
            SoakTable.progress(
                    "FrozenMaster %s, priority %d, %d of %d: two owners for %d ms",
                    what, peerPriority, round, ROUNDS, seen.overlap().toMillis());
            TABLE.exact(variant, peerPriority, round, seen.overlap().toNanos(), seen);
        }
        Duration worst = most(rounds.stream().map(FrozenMaster.Seen::overlap).toList());
        TABLE.row(
                what,
                peerPriority,
                ROUNDS,
                most(rounds.stream().map(FrozenMaster.Seen::oursAfterFreezing).toList())
                                .toMillis() + " ms",
                rounds.stream()
                                .map(FrozenMaster.Seen::theirsAfterFreezing)
                                .min(Duration::compareTo)
                                .orElseThrow()
                                .toMillis()
                        + " ms",
                worst.toMillis() + " ms",
                bound == null ? "none" : bound + " ms",
                most(rounds.stream().map(FrozenMaster.Seen::oursAfterThawing).toList())
                                .toMillis() + " ms");
        if (bound != null) {
            assertThat(worst).isLessThanOrEqualTo(Duration.ofMillis(bound));
        }
    }

    private static Duration most(List<Duration> values) {
        return values.stream().max(Duration::compareTo).orElseThrow();
    }

    @AfterAll
    static void print() {
        TABLE.print();
    }
}
