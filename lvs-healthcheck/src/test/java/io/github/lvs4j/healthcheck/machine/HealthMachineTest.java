package io.github.lvs4j.healthcheck.machine;

import static io.github.lvs4j.healthcheck.HealthState.DOWN;
import static io.github.lvs4j.healthcheck.HealthState.UNKNOWN;
import static io.github.lvs4j.healthcheck.HealthState.UP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.lvs4j.healthcheck.CheckResult;
import io.github.lvs4j.healthcheck.HealthPolicy;
import io.github.lvs4j.healthcheck.HealthState;
import io.github.lvs4j.healthcheck.RecoveryRule;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Each test is a table: result fed in, then state, delay in seconds and next probe that must come out. */
final class HealthMachineTest {

    private static final char PASS = '+';
    private static final char FAIL = '-';
    private static final char SKIP = '?';

    private static final int INTERVAL = 6;
    private static final int RETRY = 3;

    @Test
    void shouldGoDownOnlyAfterAllRetriesOfATargetThatWasUp() {
        HealthMachine machine = tcp(3);
        step(machine, PASS, UP, INTERVAL, 0);
        step(machine, FAIL, UP, RETRY, 0);
        step(machine, FAIL, UP, RETRY, 0);
        step(machine, FAIL, UP, RETRY, 0);
        step(machine, FAIL, DOWN, INTERVAL, 0);
    }

    @Test
    void shouldCountRetriesFromZeroAfterASuccess() {
        HealthMachine machine = tcp(1);
        step(machine, PASS, UP, INTERVAL, 0);
        step(machine, FAIL, UP, RETRY, 0);
        step(machine, PASS, UP, INTERVAL, 0);
        step(machine, FAIL, UP, RETRY, 0);
        step(machine, FAIL, DOWN, INTERVAL, 0);
    }

    @Test
    void shouldTakeOneFailureAsEnoughInTheFirstRun() {
        step(tcp(3), FAIL, DOWN, INTERVAL, 0);
        step(http(3, 2, RecoveryRule.ALL_PROBES), FAIL, DOWN, INTERVAL, 0);
    }

    @Test
    void shouldNotRetryWhileDown() {
        HealthMachine machine = tcp(3);
        step(machine, FAIL, DOWN, INTERVAL, 0);
        step(machine, FAIL, DOWN, INTERVAL, 0);
        step(machine, FAIL, DOWN, INTERVAL, 0);
        step(machine, PASS, UP, INTERVAL, 0);
    }

    @Test
    void shouldNeitherFailNorSucceedWhenAProbeWasNotPossible() {
        HealthMachine machine = tcp(1);
        step(machine, SKIP, UNKNOWN, INTERVAL, 0);
        step(machine, PASS, UP, INTERVAL, 0);
        step(machine, FAIL, UP, RETRY, 0);
        step(machine, SKIP, UP, INTERVAL, 0);
        step(machine, FAIL, DOWN, INTERVAL, 0);
        step(machine, SKIP, DOWN, INTERVAL, 0);
    }

    @Test
    void shouldNeedTwoGoodRepliesToRecoverASingleUrl() {
        HealthMachine machine = http(0, 1, RecoveryRule.ALL_PROBES);
        step(machine, PASS, UP, INTERVAL, 0);
        step(machine, FAIL, DOWN, INTERVAL, 0);
        step(machine, PASS, DOWN, INTERVAL, 0);
        step(machine, PASS, UP, INTERVAL, 0);
    }

    @Test
    void shouldRecoverWithoutDelayWhenAskedTo() {
        HealthMachine machine = http(0, 1, RecoveryRule.ALL_PROBES_AT_ONCE);
        step(machine, PASS, UP, INTERVAL, 0);
        step(machine, FAIL, DOWN, INTERVAL, 0);
        step(machine, PASS, DOWN, 0, 0);
        step(machine, PASS, UP, INTERVAL, 0);
    }

    @Test
    void shouldFetchOneUrlPerIntervalAndPollAFailedOneAlone() {
        HealthMachine machine = http(1, 3, RecoveryRule.ALL_PROBES);
        step(machine, PASS, UNKNOWN, INTERVAL, 1);
        step(machine, PASS, UNKNOWN, INTERVAL, 2);
        step(machine, PASS, UP, INTERVAL, 0);
        step(machine, PASS, UP, INTERVAL, 1);
        step(machine, FAIL, UP, RETRY, 1);
        step(machine, FAIL, DOWN, INTERVAL, 1);
        step(machine, FAIL, DOWN, INTERVAL, 1);
        step(machine, PASS, DOWN, INTERVAL, 0);
        step(machine, PASS, DOWN, INTERVAL, 1);
        step(machine, FAIL, DOWN, RETRY, 1);
        step(machine, PASS, DOWN, INTERVAL, 2);
        step(machine, PASS, UP, INTERVAL, 0);
    }

    @Test
    void shouldPollAFailedUrlAtTheLongerOfIntervalAndRetryDelay() {
        HealthPolicy policy = HealthPolicy.http()
                .interval(Duration.ofSeconds(1))
                .delayBeforeRetry(Duration.ofSeconds(RETRY))
                .build();
        step(new HealthMachine(policy, 1), FAIL, DOWN, RETRY, 0);
    }

    @Test
    void shouldReportATransitionWithItsCauseOnce() {
        HealthMachine machine = tcp(0);
        HealthTransition first =
                machine.onResult(CheckResult.failed("refused")).transition().orElseThrow();
        assertThat(first).isEqualTo(new HealthTransition(UNKNOWN, DOWN, CheckResult.failed("refused")));
        assertThat(machine.onResult(CheckResult.failed("refused")).transition()).isEmpty();
        assertThat(first).hasToString("UNKNOWN to DOWN (failed: refused)");
    }

    @Test
    void shouldRefuseACheckWithoutProbes() {
        HealthPolicy policy = HealthPolicy.builder().build();
        assertThatIllegalArgumentException().isThrownBy(() -> new HealthMachine(policy, 0));
    }

    private static void step(HealthMachine machine, char result, HealthState state, int delaySeconds, int nextProbe) {
        CheckResult fed = result == PASS
                ? CheckResult.passed()
                : result == FAIL ? CheckResult.failed("x") : CheckResult.notPossible("y");
        HealthState before = machine.state();
        HealthStep step = machine.onResult(fed);
        assertThat(machine.state()).isEqualTo(state);
        assertThat(step.delay()).isEqualTo(Duration.ofSeconds(delaySeconds));
        assertThat(machine.probe()).isEqualTo(nextProbe);
        assertThat(step.transition().isPresent()).isEqualTo(before != state);
    }

    private static HealthMachine tcp(int retries) {
        return new HealthMachine(policy(HealthPolicy.builder(), retries).build(), 1);
    }

    private static HealthMachine http(int retries, int urls, RecoveryRule rule) {
        HealthPolicy.Builder builder = policy(HealthPolicy.http(), retries);
        builder.recovery(rule);
        return new HealthMachine(builder.build(), urls);
    }

    private static HealthPolicy.Builder policy(HealthPolicy.Builder builder, int retries) {
        builder.interval(Duration.ofSeconds(INTERVAL))
                .delayBeforeRetry(Duration.ofSeconds(RETRY))
                .retries(retries);
        return builder;
    }
}
