package io.github.lvs4j.testkit.vrrp;

import io.github.lvs4j.vrrp.VrrpEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One setting, played with many seeds: faults for a while, then none, and then everything that is expected must hold, and
 * nothing may move any more. A seed that fails is played again with ever fewer of its faults, until each of them is needed, and
 * comes with the trace of that run.
 *
 * <pre>{@code
 * Simulation.of(lan -> {
 *             lan.host("a").on("wan", "lan").start(director(150));
 *             lan.host("b").on("wan", "lan").start(director(100));
 *         })
 *         .faults(FaultPlan.random())
 *         .expect(Invariants.stock())
 *         .run(1, 500);
 * }</pre>
 *
 * <p>The setting may draw from {@link SimulatedLan#chance()}. Mutable until it runs; one thread.
 */
public final class Simulation {

    private static final long FAULTS_SEED = 0x9e3779b97f4a7c15L;
    private static final int MOST_TRIALS = 300;

    private final Consumer<SimulatedLan> setting;
    private final List<Invariant> expected = new ArrayList<>();
    private FaultPlan plan = FaultPlan.none();
    private Consumer<SimulatedLan> finale = lan -> {};
    private boolean shrinking = true;
    private @Nullable Duration length;

    private Simulation(Consumer<SimulatedLan> setting) {
        this.setting = setting;
    }

    /**
     * A simulation without faults and expectations.
     *
     * @param setting plugs hosts in and starts what runs on them
     * @return the simulation
     */
    public static Simulation of(Consumer<SimulatedLan> setting) {
        return new Simulation(setting);
    }

    /**
     * What goes wrong.
     *
     * @param faults by default nothing
     * @return this simulation
     */
    public Simulation faults(FaultPlan faults) {
        plan = faults;
        return this;
    }

    /**
     * For how long things go wrong.
     *
     * @param time by default four times the settling time
     * @return this simulation
     */
    public Simulation during(Duration time) {
        length = time;
        return this;
    }

    /**
     * What must hold.
     *
     * @param invariants besides those that were given already
     * @return this simulation
     */
    public Simulation expect(List<Invariant> invariants) {
        expected.addAll(invariants);
        return this;
    }

    /**
     * What must hold.
     *
     * @param invariants besides those that were given already
     * @return this simulation
     */
    public Simulation expect(Invariant... invariants) {
        return expect(List.of(invariants));
    }

    /**
     * What comes last, when everything has settled.
     *
     * @param last may run and judge the LAN further, and throw what it likes
     * @return this simulation
     */
    public Simulation then(Consumer<SimulatedLan> last) {
        finale = last;
        return this;
    }

    /**
     * Whether a seed that fails is played again with fewer faults, and told.
     *
     * @param wanted by default true; otherwise the failure comes as it was found, without a trace
     * @return this simulation
     */
    public Simulation shrinking(boolean wanted) {
        shrinking = wanted;
        return this;
    }

    /**
     * Plays it with many seeds.
     *
     * @param firstSeed the first
     * @param count how many
     * @return what all of them amount to
     * @throws SimulationFailure of the first seed that fails, shrunk, with its trace
     */
    public SimulationReport run(long firstSeed, long count) {
        SimulationReport report = SimulationReport.NONE;
        for (long seed = firstSeed; seed < firstSeed + count; seed++) {
            Run run = new Run(seed, null, false);
            if (run.failure != null) {
                throw shrinking ? shrink(seed, run) : run.failure(run.failure);
            }
            report = report.plus(run.report());
        }
        return report;
    }

    /**
     * Plays one seed once more, with its trace.
     *
     * @param seed which
     * @return the LAN as it stood in the end
     * @throws SimulationFailure if it fails, with all its faults
     */
    public SimulatedLan replay(long seed) {
        Run run = new Run(seed, null, true);
        if (run.failure != null) {
            throw run.failure(run.failure);
        }
        return run.lan;
    }

    private SimulationFailure shrink(long seed, Run failed) {
        List<Fault> needed = failed.faults;
        String name = failed.violation().invariant();
        int trials = 0;
        for (boolean smaller = true; smaller && trials < MOST_TRIALS; ) {
            smaller = false;
            for (int i = needed.size() - 1; i >= 0 && trials < MOST_TRIALS; i--, trials++) {
                List<Fault> fewer = new ArrayList<>(needed);
                fewer.remove(i);
                Run run = new Run(seed, fewer, false);
                if (run.failure != null && run.violation().invariant().equals(name)) {
                    needed = fewer;
                    smaller = true;
                }
            }
        }
        Run told = new Run(seed, needed, true);
        return told.failure(Objects.requireNonNullElse(told.failure, Objects.requireNonNull(failed.failure)));
    }

    /** One seed, played once. */
    private final class Run {
        private final long seed;
        private final SimulatedLan lan;
        private final List<Fault> faults;
        private final @Nullable Throwable failure;

        Run(long seed, @Nullable List<Fault> given, boolean traced) {
            this.seed = seed;
            this.lan = SimulatedLan.withSeed(seed).traced(traced);
            List<Fault> drawn = List.of();
            Throwable thrown = null;
            try {
                lan.expect(expected);
                setting.accept(lan);
                Duration time = length != null ? length : lan.settlingTime().multipliedBy(4);
                drawn = given != null ? given : plan.draw(lan, new SplittableRandom(seed ^ FAULTS_SEED), time);
                play(drawn, time);
            } catch (RuntimeException | AssertionError problem) {
                thrown = problem;
            }
            this.faults = List.copyOf(drawn);
            this.failure = thrown;
        }

        private void play(List<Fault> drawn, Duration time) {
            for (Fault fault : drawn) {
                lan.after(fault.at(), () -> {
                    lan.note("fault: " + fault.what());
                    fault.action().accept(lan);
                });
            }
            lan.run(time);
            lan.heal();
            lan.settle();
            lan.verify();
            Calm calm = new Calm();
            lan.expect(Invariant.of("calm after settling", any -> calm));
            lan.run(lan.settlingTime().dividedBy(2));
            lan.verify();
            calm.over = true;
            finale.accept(lan);
        }

        Violation violation() {
            return violation(Objects.requireNonNull(failure));
        }

        private Violation violation(Throwable problem) {
            return problem instanceof SimulationFailure known
                    ? known.violation()
                    : new Violation(
                            "the test's own words",
                            lan.now(),
                            Optional.ofNullable(problem.getMessage()).orElse(problem.toString()));
        }

        SimulationFailure failure(Throwable problem) {
            SimulationFailure told = new SimulationFailure(seed, violation(problem), faults, lan.traceText());
            if (!(problem instanceof SimulationFailure)) {
                told.initCause(problem);
            }
            return told;
        }

        SimulationReport report() {
            return new SimulationReport(1, lan.now(), lan.happenings(), faults.size(), lan.longestOverlap());
        }
    }

    /** Nothing moves any more. */
    private static final class Calm implements Invariant.Watch {
        private boolean over;

        @Override
        public void happened(Happening happening, Consumer<String> complain) {
            if (!over
                    && happening instanceof Happening.Told told
                    && told.event() instanceof VrrpEvent.RouterTransition) {
                complain.accept(told.host() + " " + told.what());
            }
        }
    }
}
