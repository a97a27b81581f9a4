package io.github.lvs4j.routing;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The steps that lead from what a host has to what it should have, and nothing else. A plan is a value: print it, or let a
 * {@link RoutingWriter} carry it out. Printed, its steps are commands of {@code ip}, and the rest are comments.
 *
 * <p>Addresses come first, then routes, then the rules that look them up; removals go the other way round. So no rule of the
 * plan ever looks up a table that the plan has yet to fill, or has emptied.
 *
 * @param steps one message to the kernel each, in order
 * @param kept entries of somebody else that serve as they are; they are left alone
 * @param waiting what cannot be done now, as routes through a link that is down; planning again later brings it
 */
public record RoutingPlan(List<RoutingStep> steps, List<String> kept, List<String> waiting) {

    /** Copies the lists. */
    public RoutingPlan {
        steps = List.copyOf(steps);
        kept = List.copyOf(kept);
        waiting = List.copyOf(waiting);
    }

    /**
     * The plan that adds and corrects what is desired, and removes what bears our mark in the desired state's tables but is
     * not desired.
     *
     * @param observed what is there
     * @param desired what should be there
     * @return the difference; without steps if there is none
     * @throws RoutingConflictException if an entry of somebody else is in the way, or a rule's table would be empty
     */
    public static RoutingPlan between(ObservedRouting observed, RoutingState desired) {
        return between(observed, RoutingState.empty(), desired);
    }

    /**
     * The same for a caller that knows what it had written before: of that, too, what is no longer desired is removed.
     *
     * <p>Only what bears our mark is removed. Kernels before 5.18 keep no mark on addresses; there a {@link RoutingWriter}
     * remembers what it added itself.
     *
     * @param observed what is there
     * @param earlier what the caller had written
     * @param desired what should be there
     * @return the difference; without steps if there is none
     * @throws RoutingConflictException if an entry of somebody else is in the way, or a rule's table would be empty
     */
    public static RoutingPlan between(ObservedRouting observed, RoutingState earlier, RoutingState desired) {
        return new RoutingPlanner(observed, List.of(earlier), Set.of(), desired).plan();
    }

    /**
     * Whether there is nothing to do now.
     *
     * @return true if there are no steps; something may still be waiting
     */
    public boolean isEmpty() {
        return steps.isEmpty();
    }

    /** The plan as a script for a shell. */
    @Override
    public String toString() {
        if (steps.isEmpty() && kept.isEmpty() && waiting.isEmpty()) {
            return "# nothing to change";
        }
        return Stream.of(
                        steps.stream().map(RoutingStep::toString),
                        kept.stream().map(text -> "# kept: " + text),
                        waiting.stream().map(text -> "# waiting: " + text))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n"));
    }
}
