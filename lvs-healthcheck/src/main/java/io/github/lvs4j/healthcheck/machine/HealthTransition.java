package io.github.lvs4j.healthcheck.machine;

import io.github.lvs4j.healthcheck.CheckResult;
import io.github.lvs4j.healthcheck.HealthState;

/**
 * A change of health. Immutable.
 *
 * @param from the state before
 * @param to the state after, never the same
 * @param cause the result that tipped the balance
 */
public record HealthTransition(HealthState from, HealthState to, CheckResult cause) {

    /**
     * Checks that something changed.
     *
     * @throws IllegalArgumentException if both states are the same
     */
    public HealthTransition {
        if (from == to) {
            throw new IllegalArgumentException("health transition from " + from + " to itself");
        }
    }

    @Override
    public String toString() {
        return from + " to " + to + " (" + cause + ")";
    }
}
