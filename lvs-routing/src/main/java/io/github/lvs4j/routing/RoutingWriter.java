package io.github.lvs4j.routing;

import io.github.lvs4j.error.AlreadyExistsException;
import io.github.lvs4j.error.KernelException;
import io.github.lvs4j.error.LvsException;
import io.github.lvs4j.error.NotFoundException;
import io.github.lvs4j.route.NetworkStack;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a host's routing what it should be, live. Any thread may call; calls wait for each other and for nothing but the
 * kernel's own work.
 *
 * <p>Applying is idempotent: what is right already is not touched, and a second call sends nothing. Only what bears lvs4j's
 * mark is ever changed or removed; an equal entry of somebody else serves as it is. Table names are not the kernel's
 * business: {@link io.github.lvs4j.routing.file.RtTables} writes them.
 *
 * <p>A link that is set down loses its routes in every table, and nobody brings them back when it is up again: {@link
 * #reconcile()} does, called by a {@link RoutingKeeper} or by the program.
 */
public final class RoutingWriter {

    /** A removed address can take others of ours along, which the next round adds again; more rounds mean a quarrel. */
    private static final int ROUNDS = 3;

    private final NetworkStack stack;
    private final List<RoutingState> earlier = new ArrayList<>();
    private final Set<Matching.AddressPlace> added = new HashSet<>();
    private volatile @Nullable RoutingState desired;

    /**
     * A writer on a network stack.
     *
     * @param stack where to read and write; stays the caller's to close
     */
    public RoutingWriter(NetworkStack stack) {
        this.stack = stack;
    }

    /**
     * The state that was applied last and is kept. Waits for nothing.
     *
     * @return empty before the first application and after a removal
     */
    public Optional<RoutingState> desired() {
        return Optional.ofNullable(desired);
    }

    /**
     * What {@link #apply} would do now. Changes nothing.
     *
     * @param state what should be there
     * @return the difference
     * @throws RoutingConflictException if an entry of somebody else is in the way, or a rule's table would be empty
     * @throws KernelException if the host cannot be read
     */
    public synchronized RoutingPlan plan(RoutingState state) {
        return new RoutingPlanner(ObservedRouting.read(stack), earlier, added, state).plan();
    }

    /**
     * Makes the host's routing what the state says, and removes what an earlier state had and this one has not.
     *
     * @param state what should be there
     * @return what was done
     * @throws RoutingConflictException if an interface is missing or down, or an entry of somebody else is in the way;
     *     nothing was changed and the former state stays the desired one
     * @throws RoutingStepException if the kernel refuses a step; applying again finishes the work
     * @throws KernelException if the host cannot be read
     */
    public synchronized RoutingPlan apply(RoutingState state) {
        RoutingPlan plan = plan(state);
        if (!plan.waiting().isEmpty()) {
            throw new RoutingConflictException(plan.waiting());
        }
        desired = state;
        earlier.add(state);
        RoutingPlan done = carryOut(plan, state);
        earlier.retainAll(List.of(state));
        return done;
    }

    /**
     * Makes the host's routing again what the last applied state says, as far as its links allow: what goes through a link
     * that is down or missing waits.
     *
     * @return what was done and what waits; empty if no state is kept
     * @throws RoutingConflictException if an entry of somebody else has come in the way
     * @throws RoutingStepException if the kernel refuses a step
     * @throws KernelException if the host cannot be read
     */
    public synchronized RoutingPlan reconcile() {
        RoutingState state = desired;
        if (state == null) {
            return new RoutingPlan(List.of(), List.of(), List.of());
        }
        return carryOut(plan(state), state);
    }

    /**
     * Removes what this writer has applied, in the reverse order: rules, routes, addresses.
     *
     * @return what was done
     * @throws RoutingConflictException if an address of somebody else would go along
     * @throws RoutingStepException if the kernel refuses a step; calling again finishes the work
     * @throws KernelException if the host cannot be read
     */
    public synchronized RoutingPlan remove() {
        return remove(desired == null ? RoutingState.empty() : desired);
    }

    /**
     * Removes a state that an earlier run may have applied: its rules, routes and addresses as far as they bear lvs4j's mark,
     * and all others with the mark in its tables.
     *
     * @param state what should no longer be there
     * @return what was done
     * @throws RoutingConflictException if an address of somebody else would go along
     * @throws RoutingStepException if the kernel refuses a step; calling again finishes the work
     * @throws KernelException if the host cannot be read
     */
    public synchronized RoutingPlan remove(RoutingState state) {
        earlier.add(state);
        RoutingPlan done = carryOut(plan(RoutingState.empty()), RoutingState.empty());
        desired = null;
        earlier.clear();
        added.clear();
        return done;
    }

    private RoutingPlan carryOut(RoutingPlan first, RoutingState goal) {
        List<RoutingStep> done = new ArrayList<>();
        RoutingPlan plan = first;
        for (int round = 0; round < ROUNDS; round++) {
            send(plan.steps());
            done.addAll(plan.steps());
            if (plan.isEmpty()) {
                return new RoutingPlan(done, plan.kept(), plan.waiting());
            }
            plan = plan(goal);
        }
        if (!plan.isEmpty()) {
            throw new LvsException("the routing does not stay as it is written; somebody else undoes it: "
                    + plan.steps().get(0) + " is needed again");
        }
        return new RoutingPlan(done, plan.kept(), plan.waiting());
    }

    private void send(List<RoutingStep> steps) {
        for (int i = 0; i < steps.size(); i++) {
            try {
                send(steps.get(i));
            } catch (KernelException e) {
                if (!isReached(steps.get(i), e)) {
                    throw new RoutingStepException(steps, i, e);
                }
            }
        }
    }

    /** Somebody else was faster; the next round looks at what is there now. */
    private static boolean isReached(RoutingStep step, KernelException refusal) {
        boolean removal = step instanceof RoutingStep.RemoveAddress
                || step instanceof RoutingStep.RemoveRoute
                || step instanceof RoutingStep.RemoveRule;
        return removal ? refusal instanceof NotFoundException : refusal instanceof AlreadyExistsException;
    }

    private void send(RoutingStep step) {
        if (step instanceof RoutingStep.AddAddress add) {
            stack.addAddress(add.address());
            added.add(Matching.placeOf(add.address()));
        } else if (step instanceof RoutingStep.RemoveAddress remove) {
            stack.removeAddress(remove.address());
            added.remove(Matching.placeOf(remove.address()));
        } else if (step instanceof RoutingStep.AddRoute add) {
            stack.addRoute(add.route());
        } else if (step instanceof RoutingStep.ReplaceRoute replace) {
            stack.replaceRoute(replace.route());
        } else if (step instanceof RoutingStep.RemoveRoute remove) {
            stack.removeRoute(remove.route());
        } else if (step instanceof RoutingStep.AddRule add) {
            stack.addRule(add.rule());
        } else if (step instanceof RoutingStep.RemoveRule remove) {
            stack.removeRule(remove.rule());
        }
    }
}
