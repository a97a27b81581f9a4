package io.github.lvs4j.healthcheck.machine;

import io.github.lvs4j.healthcheck.CheckResult;
import io.github.lvs4j.healthcheck.HealthPolicy;
import io.github.lvs4j.healthcheck.HealthState;
import io.github.lvs4j.healthcheck.RecoveryRule;
import java.time.Duration;
import java.util.Optional;

/**
 * Judges one target by the results of its probes, and says which probe to make next and when. Pure: delays are relative
 * to the result, so it needs no clock. Confined to its owner's lock or thread.
 *
 * <p>Counts as keepalived's TCP_CHECK with {@link RecoveryRule#ONE_SUCCESS}, and as its HTTP_GET with the other rules:
 *
 * <ul>
 *   <li>before the first verdict one failure is enough for down;
 *   <li>while up, a failure is retried {@code retries} times, spaced {@code delayBeforeRetry};
 *   <li>while down there are no retries; with HTTP the failed probe is polled alone every {@code max(interval,
 *       delayBeforeRetry)}, and once it passes all are run again; a failure in that run polls the probe that failed every
 *       {@code delayBeforeRetry} and goes on from there;
 *   <li>a probe that was not possible changes nothing and is made again after the interval.
 * </ul>
 *
 * <p>One difference: keepalived repeats a probe that fails in the run of {@link RecoveryRule#ALL_PROBES_AT_ONCE} without
 * any pause; here {@code delayBeforeRetry} lies between.
 */
public final class HealthMachine {

    private final HealthPolicy policy;
    private final int probes;
    private HealthState state = HealthState.UNKNOWN;
    private int failures;
    private int probe;

    /** While down with a rule that wants all probes: the probe at hand is the one that failed and is polled alone. */
    private boolean polling;

    /**
     * A machine in state {@link HealthState#UNKNOWN} at probe 0.
     *
     * @param policy how patiently to judge
     * @param probes how many probes make up the check
     * @throws IllegalArgumentException if there is not even one probe
     */
    public HealthMachine(HealthPolicy policy, int probes) {
        if (probes < 1) {
            throw new IllegalArgumentException("a check needs at least 1 probe, not " + probes);
        }
        this.policy = policy;
        this.probes = probes;
    }

    /**
     * The present verdict.
     *
     * @return {@link HealthState#UNKNOWN} until there is one
     */
    public HealthState state() {
        return state;
    }

    /**
     * The probe to make next.
     *
     * @return from 0 to one less than there are
     */
    public int probe() {
        return probe;
    }

    /**
     * Takes in the result of the probe that {@link #probe} named.
     *
     * @param result what was found
     * @return the change of health, if any, and the delay to the next probe
     */
    public HealthStep onResult(CheckResult result) {
        HealthState before = state;
        Duration delay;
        if (result instanceof CheckResult.Passed) {
            delay = onPassed();
        } else if (result instanceof CheckResult.Failed) {
            delay = onFailed();
        } else {
            delay = policy.interval();
        }
        Optional<HealthTransition> transition =
                state == before ? Optional.empty() : Optional.of(new HealthTransition(before, state, result));
        return new HealthStep(transition, delay);
    }

    private Duration onPassed() {
        failures = 0;
        if (policy.recovery() == RecoveryRule.ONE_SUCCESS) {
            probe = (probe + 1) % probes;
            state = HealthState.UP;
            return policy.interval();
        }
        if (polling) {
            polling = false;
            probe = 0;
        } else {
            probe++;
            if (probe == probes) {
                probe = 0;
                state = HealthState.UP;
            }
        }
        boolean atOnce = policy.recovery() == RecoveryRule.ALL_PROBES_AT_ONCE && state != HealthState.UP;
        return atOnce ? Duration.ZERO : policy.interval();
    }

    private Duration onFailed() {
        boolean retry = state == HealthState.UP && failures < policy.retries();
        if (retry) {
            failures++;
            return policy.delayBeforeRetry();
        }
        boolean verdict = state != HealthState.DOWN;
        state = HealthState.DOWN;
        failures = 0;
        if (policy.recovery() == RecoveryRule.ONE_SUCCESS) {
            return policy.interval();
        }
        polling |= verdict;
        return polling ? longer(policy.interval(), policy.delayBeforeRetry()) : policy.delayBeforeRetry();
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
