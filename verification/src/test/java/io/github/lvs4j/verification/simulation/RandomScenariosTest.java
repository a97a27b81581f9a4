package io.github.lvs4j.verification.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.testkit.vrrp.SimulationReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The quick form of {@link SimulatedLanSoak}. */
class RandomScenariosTest {

    private static final int SEEDS = 400;

    @Test
    void shouldFindOneMasterWhateverHappened() {
        SimulationReport report = new RandomScenarios().get().run(1, SEEDS);
        System.out.println(report);
        assertThat(report.runs()).isEqualTo(SEEDS);
    }

    @ParameterizedTest
    @CsvSource({
        "10551, two masters whose authentication headers were numbered in step discarded packets of each other for good",
        "23848, the same",
        "25437, the same",
        "1028596, a hold was done by what its peer had said before and a stopped process read afterwards",
        "1033922, a hold of a group was done by a peer that had stepped down in one of its routers",
        "3016629, the invariant forgot what a process may learn that stands still within a call",
        "3016957, the invariant blamed a router whose first advertisement could not leave by an interface that was down"
    })
    void shouldHoldWhereItOnceBroke(long seed, String what) {
        assertThat(new RandomScenarios().get().run(seed, 1).runs()).as(what).isOne();
    }
}
