package io.github.lvs4j.healthcheck;

/** What is known of a checked target. */
public enum HealthState {
    /** No verdict yet. {@link HealthPolicy#countsAsUp} says how to treat the target meanwhile. */
    UNKNOWN,
    /** The target answers as it should. */
    UP,
    /** The target failed its check, retries included. */
    DOWN
}
