package io.github.lvs4j.vrrp.track;

import io.github.lvs4j.vrrp.Priority;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What the states of its trackers make of a virtual router. Immutable; a pure function of base priority, uses and states, so that
 * nothing accumulates.
 *
 * @param priority the effective priority: base and weights, 1 to 254; an owner keeps 255
 * @param faults the names of trackers that are down, and without which there is only the fault state
 * @param awaited the names of such trackers that have no result yet
 */
public record Fitness(Priority priority, List<String> faults, List<String> awaited) {

    private static final int LEAST = 1;
    private static final int MOST = 254;
    private static final long HOPELESS = -254;

    /** Copies the lists. */
    public Fitness {
        faults = List.copyOf(faults);
        awaited = List.copyOf(awaited);
    }

    /**
     * Judges a virtual router (keepalived.conf(5), {@code track_script} and {@code track_file}).
     *
     * @param base its priority without trackers, 1 to 255
     * @param uses what it tracks
     * @param states what each tracker has found
     * @return the judgement
     */
    public static Fitness of(Priority base, List<TrackerUse> uses, Function<Tracker, TrackerState> states) {
        List<String> faults = new ArrayList<>();
        List<String> awaited = new ArrayList<>();
        boolean owner = base.equals(Priority.OWNER);
        long sum = base.value();
        for (TrackerUse use : uses) {
            TrackerState state = states.apply(use.tracker());
            if (use.weight() == 0) {
                if (state instanceof TrackerState.Unknown) {
                    awaited.add(use.tracker().name());
                } else if (isGood(state) == use.reversed()) {
                    faults.add(use.tracker().name());
                }
            } else if (!owner) {
                long share = share(use, state);
                sum += Math.max(HOPELESS, Math.min(MOST, share));
                if (state instanceof TrackerState.Value && share <= HOPELESS) {
                    faults.add(use.tracker().name());
                }
            }
        }
        return new Fitness(owner ? base : Priority.of((int) Math.max(LEAST, Math.min(MOST, sum))), faults, awaited);
    }

    /**
     * Whether its trackers let it take part.
     *
     * @return false while it has to be in the fault state
     */
    public boolean isFit() {
        return faults.isEmpty() && awaited.isEmpty();
    }

    private static boolean isGood(TrackerState state) {
        return state instanceof TrackerState.Up || (state instanceof TrackerState.Value value && value.number() == 0);
    }

    private static long share(TrackerUse use, TrackerState state) {
        int weight = use.signedWeight();
        if (state instanceof TrackerState.Value value) {
            return (long) weight * value.number();
        }
        boolean counts = use.weight() > 0 ? state instanceof TrackerState.Up : state instanceof TrackerState.Down;
        return counts ? weight : 0;
    }
}
