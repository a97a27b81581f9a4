package io.github.lvs4j.testkit.vrrp;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Something that must hold: always, or once everything has settled. {@link Invariants} has the stock ones; one's own is a
 * name and a watch.
 */
public interface Invariant {

    /**
     * What a report calls it.
     *
     * @return a few words
     */
    String name();

    /**
     * Begins to watch a simulation.
     *
     * @param lan the simulation
     * @return a watch with the state of this run
     */
    Watch watch(SimulatedLan lan);

    /**
     * An invariant that is judged once everything has settled.
     *
     * @param name what a report calls it
     * @param judgement a complaint, or nothing
     * @return the invariant
     */
    static Invariant settled(String name, Function<SimulatedLan, Optional<String>> judgement) {
        return of(name, lan -> new Watch() {
            @Override
            public void settled(Consumer<String> complain) {
                judgement.apply(lan).ifPresent(complain);
            }
        });
    }

    /**
     * An invariant that watches what happens.
     *
     * @param name what a report calls it
     * @param begin makes the watch of one run
     * @return the invariant
     */
    static Invariant of(String name, Function<SimulatedLan, Watch> begin) {
        return new Invariant() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Watch watch(SimulatedLan lan) {
                return begin.apply(lan);
            }

            @Override
            public String toString() {
                return name;
            }
        };
    }

    /** One run's watch. Called by the simulation's thread; it may ask the LAN but change nothing. */
    interface Watch {

        /**
         * Something has happened.
         *
         * @param happening what
         * @param complain takes what is wrong with it, if something is
         */
        default void happened(Happening happening, Consumer<String> complain) {}

        /**
         * No fault is left, and the {@linkplain SimulatedLan#settlingTime() settling time} has passed.
         *
         * @param complain takes what is wrong, if something is
         */
        default void settled(Consumer<String> complain) {}
    }
}
