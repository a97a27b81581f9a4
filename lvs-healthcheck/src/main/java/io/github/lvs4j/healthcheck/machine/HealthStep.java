package io.github.lvs4j.healthcheck.machine;

import java.time.Duration;
import java.util.Optional;

/**
 * What follows from a result. Immutable.
 *
 * @param transition the change of health, if there was one
 * @param delay how long after the result to make the next probe
 */
public record HealthStep(Optional<HealthTransition> transition, Duration delay) {}
