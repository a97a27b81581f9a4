package io.github.lvs4j.verification.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.testkit.vrrp.SimulationReport;
import org.junit.jupiter.api.Test;

/** The quick form of {@link SimulatedLanSoak}. */
class RandomScenariosTest {

    private static final int SEEDS = 400;

    @Test
    void shouldFindOneMasterWhateverHappened() {
        SimulationReport report = new RandomScenarios().get().run(1, SEEDS);
        System.out.println(report);
        assertThat(report.runs()).isEqualTo(SEEDS);
    }
}
