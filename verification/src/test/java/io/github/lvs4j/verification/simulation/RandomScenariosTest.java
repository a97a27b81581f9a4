package io.github.lvs4j.verification.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.testkit.vrrp.SimulationReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The quick form of {@link SimulatedLanSoak}. */
class RandomScenariosTest {

    private static final int SEEDS = 400;

    @Test
    void shouldFindOneMasterWhateverHappened() {
        SimulationReport report = new RandomScenarios().get().run(1, SEEDS);
        System.out.println(report);
        assertThat(report.runs()).isEqualTo(SEEDS);
    }

    /**
     * A hold was done because of what its peer had said before, which a stopped process read afterwards; and because of a peer
     * that had stepped down in the one router of the group by the time that its successor spoke in the other.
     */
    @ParameterizedTest
    @ValueSource(longs = {1_028_596, 1_033_922})
    void shouldAnswerRequestsWithWhoIsMasterNow(long seed) {
        assertThat(new RandomScenarios().get().run(seed, 1).runs()).isOne();
    }

    /** Two masters whose authentication headers were numbered in step discarded each other's packets for good. */
    @ParameterizedTest
    @ValueSource(longs = {10_551, 23_848, 25_437})
    void shouldFindOneMasterWhereThereOnceWereTwo(long seed) {
        assertThat(new RandomScenarios().get().run(seed, 1).runs()).isOne();
    }

    /** What a process reads after it stood still within a call counts for what it may have learned. */
    @Test
    void shouldJudgeATakeoverByWhatWasLearnedLate() {
        assertThat(new RandomScenarios().get().run(3_016_629, 1).runs()).isOne();
    }

    /** A first advertisement that cannot leave by an interface which is down, and up again when a slow kernel installs. */
    @Test
    void shouldNotBlameARouterThatTriedToAdvertise() {
        assertThat(new RandomScenarios().get().run(3_016_957, 1).runs()).isOne();
    }
}
