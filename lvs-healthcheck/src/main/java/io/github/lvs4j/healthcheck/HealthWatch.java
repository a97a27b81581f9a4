package io.github.lvs4j.healthcheck;

import java.time.Duration;
import java.util.Optional;

/**
 * One watcher's hold on a check. Thread-safe; no call blocks. After {@link #close} it goes on showing what was last
 * known.
 */
public interface HealthWatch extends AutoCloseable {

    /**
     * The check.
     *
     * @return as it was given
     */
    HealthCheck check();

    /**
     * The present verdict.
     *
     * @return {@link HealthState#UNKNOWN} until there is one
     */
    HealthState state();

    /**
     * The result of the latest probe.
     *
     * @return empty before the first
     */
    Optional<CheckResult> lastResult();

    /**
     * How long ago that result came in. If it grows far beyond the policy's interval, the check hangs.
     *
     * @return empty before the first result
     */
    Optional<Duration> lastResultAge();

    /**
     * Whether the target is to get traffic now.
     *
     * @return the policy's view of {@link #state}
     */
    default boolean countsAsUp() {
        return check().policy().countsAsUp(state());
    }

    /** Stops watching. The check ends with its last watcher; a probe under way is cut. Again is without effect. */
    @Override
    void close();
}
