package io.github.lvs4j.healthcheck.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.healthcheck.CheckResult;
import io.github.lvs4j.healthcheck.HealthPolicy;
import io.github.lvs4j.healthcheck.RecoveryRule;
import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The machine against {@link HealthOracle} over random histories. */
final class HealthMachinePropertyTest {

    @Property(tries = 2000)
    void shouldAgreeWithTheOracleAfterEveryResult(
            @ForAll RecoveryRule rule,
            @ForAll @IntRange(max = 4) int retries,
            @ForAll @IntRange(min = 1, max = 4) int probes,
            @ForAll @IntRange(min = 1, max = 9) int interval,
            @ForAll @IntRange(max = 9) int retryDelay,
            @ForAll("histories") String history) {
        HealthPolicy policy = HealthPolicy.builder()
                .recovery(rule)
                .retries(retries)
                .interval(Duration.ofSeconds(interval))
                .delayBeforeRetry(Duration.ofSeconds(retryDelay))
                .build();
        HealthMachine machine = new HealthMachine(policy, probes);
        HealthOracle oracle = new HealthOracle(rule, retries, probes, interval, retryDelay);
        for (int i = 0; i < history.length(); i++) {
            String so = history.substring(0, i + 1);
            HealthStep step = machine.onResult(result(history.charAt(i)));
            HealthOracle.Verdict wanted = oracle.after(so);
            assertThat(new HealthOracle.Verdict(
                            machine.state(), machine.probe(), (int) step.delay().toSeconds()))
                    .as("after %s", so)
                    .isEqualTo(wanted);
        }
    }

    /** Mostly long stretches of one kind, as in life: pure noise hardly ever reaches the far states. */
    @Provide
    Arbitrary<String> histories() {
        Arbitrary<String> stretch = Arbitraries.of('+', '+', '+', '-', '-', '?')
                .flatMap(c -> Arbitraries.integers()
                        .between(1, 8)
                        .map(n -> String.valueOf(c).repeat(n)));
        return stretch.list().ofMinSize(1).ofMaxSize(12).map(parts -> String.join("", parts));
    }

    private static CheckResult result(char c) {
        return c == '+' ? CheckResult.passed() : c == '-' ? CheckResult.failed("x") : CheckResult.notPossible("y");
    }
}
