package io.github.lvs4j.healthcheck;

/**
 * A check to watch: who asks, whom, and how. Equal checks are made once and shared. Immutable.
 *
 * @param checker asks the target
 * @param target whom to ask
 * @param policy how often and how patiently
 */
public record HealthCheck(HealthChecker checker, CheckTarget target, HealthPolicy policy) {

    @Override
    public String toString() {
        return checker + " of " + target;
    }
}
