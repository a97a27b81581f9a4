package io.github.lvs4j.verification.simulation;

import io.github.lvs4j.testkit.vrrp.Simulation;
import io.github.lvs4j.testkit.vrrp.SimulationFailure;
import java.util.Optional;
import java.util.function.LongFunction;

/** Plays one seed of the random scenarios. Known to its caller by types of the JDK alone, so that it can be of another loader. */
public final class SeedPlayer implements LongFunction<Optional<String>> {

    private final Simulation simulation = new RandomScenarios().get().shrinking(false);

    /** For reflection. */
    public SeedPlayer() {}

    @Override
    public Optional<String> apply(long seed) {
        try {
            simulation.run(seed, 1);
            return Optional.empty();
        } catch (SimulationFailure failure) {
            return Optional.of("seed " + seed + ": " + failure.violation());
        }
    }
}
