package io.github.lvs4j.verification.simulation;

import io.github.lvs4j.testkit.vrrp.Simulation;
import io.github.lvs4j.testkit.vrrp.SimulationReport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random settings and faults on the simulated LAN: {@code ./lvs4j soak SimulatedLan}, 100,000 seeds or {@code -Dsoak.seeds},
 * from 1,000,000 or {@code -Dsoak.seed}. A seed that fails is shrunk and printed with its trace.
 */
@Tag("soak")
class SimulatedLanSoak {

    private static final int AT_ONCE = 1000;

    @Test
    void shouldFindOneMasterWhateverHappened() {
        long first = Long.getLong("soak.seed", 1_000_000L);
        long seeds = Long.getLong("soak.seeds", 100_000L);
        Simulation simulation = new RandomScenarios().get();
        SimulationReport report = null;
        for (long done = 0; done < seeds; done += AT_ONCE) {
            SimulationReport more = simulation.run(first + done, Math.min(AT_ONCE, seeds - done));
            report = report == null ? more : report.plus(more);
            System.out.println(report);
        }
    }
}
