package io.github.lvs4j.routing;

import io.github.lvs4j.event.LvsEvent;

/** Something that a {@link RoutingKeeper} did. Immutable. */
public sealed interface RoutingEvent extends LvsEvent {

    /**
     * What had been lost was written again.
     *
     * @param plan what was done, and what still waits
     */
    record Repaired(RoutingPlan plan) implements RoutingEvent {
        @Override
        public String describe() {
            return "routing was repaired: " + plan.steps().size() + " steps, the first: "
                    + plan.steps().get(0);
        }
    }
}
