package io.github.lvs4j.healthcheck;

import java.time.Duration;

/**
 * Asks a target whether it is well. Called on worker threads of a {@link HealthMonitor}, for different targets at the
 * same time: an implementation keeps no state between calls, or guards it.
 *
 * <p>A call blocks until the answer is there. It must return by the deadline, and soon after its thread is interrupted.
 * A checker that still overruns is interrupted, what it gave to {@link Deadline#closing} is closed, and the probe counts
 * as failed. What a call throws counts as a failed probe and goes to the monitor's error handler.
 *
 * <p>A checker that asks several questions says so in {@link #probes}; the monitor then asks them one per interval, and
 * keeps the place. Two watches whose checkers, targets and policies are equal share one check, so a checker with
 * settings should define {@code equals}.
 */
@FunctionalInterface
public interface HealthChecker {

    /**
     * Makes one complete check.
     *
     * @param target whom to ask
     * @param deadline when the answer must be there
     * @return the verdict
     * @throws InterruptedException if the thread was interrupted; nobody waits for the verdict any more
     */
    CheckResult check(CheckTarget target, Deadline deadline) throws InterruptedException;

    /**
     * Makes one of several probes.
     *
     * @param target whom to ask
     * @param probe which question, from 0 to {@link #probes} − 1
     * @param deadline when the answer must be there
     * @return the verdict
     * @throws InterruptedException if the thread was interrupted; nobody waits for the verdict any more
     */
    default CheckResult check(CheckTarget target, int probe, Deadline deadline) throws InterruptedException {
        return check(target, deadline);
    }

    /**
     * How many probes make up this check. Must not change during the checker's life.
     *
     * @return at least 1, which is the default
     */
    default int probes() {
        return 1;
    }

    /**
     * How long one probe may take when each of its steps (connect, first answer, …) may take the given time.
     *
     * @param timeout the policy's time for one step
     * @return the time for the whole probe; the default is for checkers of a single step
     */
    default Duration limit(Duration timeout) {
        return timeout;
    }
}
