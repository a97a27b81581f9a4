package io.github.lvs4j.testkit.vrrp;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Draws what goes wrong in one run. Must depend on its arguments alone, or a seed does not replay. */
@FunctionalInterface
public interface FaultPlan {

    /**
     * Draws the faults of a run.
     *
     * @param lan the LAN with its hosts, before anything has happened
     * @param chance the run's own
     * @param length by when every fault must have ended
     * @return any number of faults
     */
    List<Fault> draw(SimulatedLan lan, SplittableRandom chance, Duration length);

    /**
     * Nothing goes wrong.
     *
     * @return an empty plan
     */
    static FaultPlan none() {
        return (lan, chance, length) -> List.of();
    }

    /**
     * Anything goes wrong.
     *
     * @return one to eight faults of every kind
     */
    static FaultPlan random() {
        return random(EnumSet.allOf(FaultKind.class));
    }

    /**
     * Some things go wrong.
     *
     * @param kinds which
     * @return one to eight faults of these kinds
     */
    static FaultPlan random(Set<FaultKind> kinds) {
        List<FaultKind> sorted = kinds.stream().sorted().toList(); // a set has no order that replays
        return (lan, chance, length) -> new RandomFaults(lan, chance, length, sorted).draw();
    }
}
