package io.github.lvs4j.routing;

import io.github.lvs4j.error.KernelException;
import io.github.lvs4j.error.LvsException;
import java.util.List;

/**
 * The kernel refused a step in the middle of a plan. What was done before it stays; the cause says what the kernel found
 * wrong. Applying the same state again finishes the work.
 */
public class RoutingStepException extends LvsException {

    private static final long serialVersionUID = 1L;

    private final transient List<RoutingStep> done;
    private final transient RoutingStep step;
    private final transient List<RoutingStep> notAttempted;

    /**
     * Makes a failure.
     *
     * @param steps the plan's steps
     * @param failed index of the refused one
     * @param cause the kernel's refusal
     */
    public RoutingStepException(List<RoutingStep> steps, int failed, KernelException cause) {
        super(
                "routing step " + (failed + 1) + " of " + steps.size() + ", \"" + steps.get(failed)
                        + "\", was refused: " + cause.getMessage(),
                cause);
        this.done = List.copyOf(steps.subList(0, failed));
        this.step = steps.get(failed);
        this.notAttempted = List.copyOf(steps.subList(failed + 1, steps.size()));
    }

    /**
     * The steps before the refused one.
     *
     * @return in order; all of them are in force
     */
    public List<RoutingStep> done() {
        return done;
    }

    /**
     * The refused step.
     *
     * @return as it was sent
     */
    public RoutingStep step() {
        return step;
    }

    /**
     * The steps after the refused one.
     *
     * @return in order; none of them was sent
     */
    public List<RoutingStep> notAttempted() {
        return notAttempted;
    }
}
