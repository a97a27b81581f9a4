package io.github.lvs4j.healthcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.lvs4j.healthcheck.machine.HealthTransition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** The monitor on manual time: its probes run inside {@code poll()}, so every test is a fixed sequence. */
final class HealthMonitorTest {

    private static final CheckTarget TARGET = CheckTarget.of("192.0.2.1", 80);
    private static final CheckResult GOOD = CheckResult.passed();
    private static final CheckResult BAD = CheckResult.failed("refused");

    private final ManualTime time = new ManualTime();
    private final List<HealthEvent> events = new ArrayList<>();
    private final List<Throwable> errors = new ArrayList<>();
    private final Scripted checker = new Scripted();

    @Test
    void shouldDetectADeadTargetAfterTheRetriesAndNotBefore() {
        try (HealthMonitor monitor = monitor()) {
            HealthWatch watch = monitor.watch(check(policy().retries(3).build()));
            assertThat(watch.state()).isEqualTo(HealthState.UNKNOWN);
            assertThat(watch.countsAsUp()).isTrue();
            assertThat(watch.lastResultAge()).isEmpty();
            assertThat(monitor.poll()).isEqualTo(Duration.ofSeconds(6));
            assertThat(watch.state()).isEqualTo(HealthState.UP);

            checker.next = BAD;
            advance(monitor, 6);
            advance(monitor, 3);
            advance(monitor, 3);
            assertThat(watch.state()).isEqualTo(HealthState.UP);
            advance(monitor, 3);
            assertThat(watch.state()).isEqualTo(HealthState.DOWN);
            assertThat(watch.countsAsUp()).isFalse();
            assertThat(watch.lastResult()).contains(BAD);
            assertThat(checker.calls).isEqualTo(5);
            time.advance(Duration.ofSeconds(2));
            assertThat(watch.lastResultAge()).contains(Duration.ofSeconds(2));
        }
    }

    @Test
    void shouldProbeNothingBeforeItIsDue() {
        try (HealthMonitor monitor = monitor()) {
            monitor.watch(check(policy().build()));
            monitor.poll();
            time.advance(Duration.ofMillis(5999));
            assertThat(monitor.poll()).isEqualTo(Duration.ofMillis(1));
            assertThat(checker.calls).isEqualTo(1);
            time.advance(Duration.ofMillis(1));
            monitor.poll();
            assertThat(checker.calls).isEqualTo(2);
        }
    }

    @Test
    void shouldReportEventsInOrder() {
        try (HealthMonitor monitor = monitor()) {
            HealthCheck check = check(policy().retries(1).build());
            monitor.watch(check);
            monitor.poll();
            checker.next = BAD;
            advance(monitor, 6);
            checker.next = CheckResult.notPossible("no descriptor");
            advance(monitor, 3);
            checker.next = BAD;
            advance(monitor, 6);
            advance(monitor, 6);
            assertThat(events)
                    .containsExactly(
                            new HealthEvent.StateChanged(
                                    check, new HealthTransition(HealthState.UNKNOWN, HealthState.UP, GOOD)),
                            new HealthEvent.AttemptFailed(check, new CheckResult.Failed("refused")),
                            new HealthEvent.AttemptNotPossible(check, new CheckResult.NotPossible("no descriptor")),
                            new HealthEvent.AttemptFailed(check, new CheckResult.Failed("refused")),
                            new HealthEvent.StateChanged(
                                    check, new HealthTransition(HealthState.UP, HealthState.DOWN, BAD)));
            assertThat(((HealthEvent.StateChanged) events.get(0)).changesTraffic())
                    .isFalse();
            assertThat(((HealthEvent.StateChanged) events.get(4)).changesTraffic())
                    .isTrue();
        }
    }

    @Test
    void shouldCountAnAlphaTargetAsDownUntilItsFirstSuccess() {
        try (HealthMonitor monitor = monitor()) {
            HealthWatch watch = monitor.watch(check(policy().alpha(true).build()));
            assertThat(watch.countsAsUp()).isFalse();
            monitor.poll();
            assertThat(watch.countsAsUp()).isTrue();
            assertThat(((HealthEvent.StateChanged) events.get(0)).changesTraffic())
                    .isTrue();
        }
    }

    @Test
    void shouldMakeEqualChecksOnceAndShareTheResult() {
        try (HealthMonitor monitor = monitor()) {
            HealthWatch one = monitor.watch(check(policy().build()));
            HealthWatch two = monitor.watch(check(policy().build()));
            monitor.poll();
            assertThat(checker.calls).isEqualTo(1);
            assertThat(events).hasSize(1);
            assertThat(two.state()).isEqualTo(HealthState.UP);
            assertThat(monitor.watch(check(policy().build())).state()).isEqualTo(HealthState.UP);

            one.close();
            one.close();
            advance(monitor, 6);
            assertThat(checker.calls).isEqualTo(2);
        }
    }

    @Test
    void shouldStopAfterTheLastWatcherLeftAndBeginAnewWithTheNext() {
        try (HealthMonitor monitor = monitor()) {
            HealthWatch one = monitor.watch(check(policy().build()));
            HealthWatch two = monitor.watch(check(policy().build()));
            monitor.poll();
            monitor.unwatch(one);
            monitor.unwatch(two);
            advance(monitor, 60);
            assertThat(checker.calls).isEqualTo(1);
            assertThat(two.state()).isEqualTo(HealthState.UP);
            assertThat(monitor.watch(check(policy().build())).state()).isEqualTo(HealthState.UNKNOWN);
        }
    }

    @Test
    void shouldNotShareChecksThatDifferInPolicyOrTarget() {
        try (HealthMonitor monitor = monitor()) {
            monitor.watch(check(policy().build()));
            monitor.watch(check(policy().retries(7).build()));
            monitor.watch(new HealthCheck(checker, CheckTarget.of("192.0.2.1", 81), policy().build()));
            monitor.poll();
            assertThat(checker.calls).isEqualTo(3);
        }
    }

    @Test
    void shouldSpreadFirstProbesOverTheWarmupAndRepeatThemForASeed() {
        List<Long> one = firstDues(7);
        assertThat(firstDues(7)).isEqualTo(one);
        assertThat(firstDues(8)).isNotEqualTo(one);
        assertThat(one).allSatisfy(millis -> assertThat(millis).isBetween(0L, 6000L));
        assertThat(one.stream().distinct().count()).isGreaterThan(40);
    }

    @Test
    void shouldCountWhatACheckerThrowsAsFailureAndReportIt() {
        try (HealthMonitor monitor = monitor()) {
            HealthWatch watch = monitor.watch(new HealthCheck(
                    (target, deadline) -> {
                        throw new IllegalStateException("broken");
                    },
                    TARGET,
                    policy().build()));
            monitor.poll();
            assertThat(watch.state()).isEqualTo(HealthState.DOWN);
            assertThat(errors).singleElement().hasToString("java.lang.IllegalStateException: broken");
        }
    }

    @Test
    void shouldSurviveAListenerThatThrows() {
        HealthMonitor.Builder builder = builder().listener(event -> {
            events.add(event);
            throw new IllegalStateException("listener");
        });
        try (HealthMonitor monitor = builder.start()) {
            monitor.watch(check(policy().build()));
            monitor.watch(check(policy().retries(9).build()));
            monitor.poll();
            assertThat(events).hasSize(2);
            assertThat(errors).hasSize(2);
        }
    }

    @Test
    void shouldAskTheProbesOfACheckInTurn() {
        List<Integer> probes = new ArrayList<>();
        HealthChecker three = new HealthChecker() {
            @Override
            public CheckResult check(CheckTarget target, Deadline deadline) {
                throw new AssertionError("the probes are to be asked one by one");
            }

            @Override
            public CheckResult check(CheckTarget target, int probe, Deadline deadline) {
                probes.add(probe);
                return CheckResult.passed();
            }

            @Override
            public int probes() {
                return 3;
            }
        };
        try (HealthMonitor monitor = monitor()) {
            HealthPolicy policy =
                    policy().recovery(RecoveryRule.ALL_PROBES_AT_ONCE).build();
            HealthWatch watch = monitor.watch(new HealthCheck(three, TARGET, policy));
            monitor.poll();
            monitor.poll();
            assertThat(watch.state()).isEqualTo(HealthState.UNKNOWN);
            monitor.poll();
            assertThat(watch.state()).isEqualTo(HealthState.UP);
            advance(monitor, 6);
            assertThat(probes).containsExactly(0, 1, 2, 0);
        }
    }

    @Test
    void shouldGiveTheCheckerTheTimeThatThePolicyAndItsLimitName() {
        List<Duration> times = new ArrayList<>();
        HealthChecker asking = new HealthChecker() {
            @Override
            public CheckResult check(CheckTarget target, Deadline deadline) {
                times.add(deadline.step());
                times.add(deadline.remaining());
                time.advance(Duration.ofMillis(14_500));
                times.add(deadline.step());
                return CheckResult.passed();
            }

            @Override
            public Duration limit(Duration timeout) {
                return timeout.multipliedBy(3);
            }
        };
        try (HealthMonitor monitor = monitor()) {
            monitor.watch(new HealthCheck(asking, TARGET, policy().build()));
            monitor.poll();
            assertThat(times).containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofMillis(500));
        }
    }

    @Test
    void shouldTakeARefusingExecutorAsNoVerdict() {
        HealthMonitor.Builder builder = builder().executor(task -> {
            throw new RejectedExecutionException("full");
        });
        try (HealthMonitor monitor = builder.start()) {
            HealthWatch watch = monitor.watch(check(policy().build()));
            monitor.poll();
            assertThat(watch.state()).isEqualTo(HealthState.UNKNOWN);
            assertThat(watch.lastResult().orElseThrow()).isInstanceOf(CheckResult.NotPossible.class);
            assertThat(errors).hasSize(1);
        }
    }

    @Test
    void shouldRefuseWorkAfterClose() {
        HealthMonitor monitor = monitor();
        HealthWatch watch = monitor.watch(check(policy().build()));
        monitor.close();
        monitor.close();
        watch.close();
        monitor.poll();
        assertThat(checker.calls).isZero();
        HealthCheck check = check(policy().build());
        assertThatIllegalStateException().isThrownBy(() -> monitor.watch(check)).withMessageContaining("closed");
    }

    private List<Long> firstDues(long seed) {
        List<Long> dues = new ArrayList<>();
        try (HealthMonitor monitor = builder().random(new Random(seed)).start()) {
            long start = time.nowNanos();
            HealthChecker noting = (target, deadline) -> {
                dues.add((time.nowNanos() - start) / 1_000_000);
                return CheckResult.passed();
            };
            for (int port = 1; port <= 50; port++) {
                monitor.watch(new HealthCheck(
                        noting,
                        CheckTarget.of("192.0.2.1", port),
                        policy().warmup(Duration.ofSeconds(6)).build()));
            }
            for (int milli = 0; milli < 6000; milli++) {
                time.advance(Duration.ofMillis(1));
                monitor.poll();
            }
        }
        return dues.stream().limit(50).toList();
    }

    private void advance(HealthMonitor monitor, int seconds) {
        time.advance(Duration.ofSeconds(seconds));
        monitor.poll();
    }

    private HealthCheck check(HealthPolicy policy) {
        return new HealthCheck(checker, TARGET, policy);
    }

    private static HealthPolicy.Builder policy() {
        HealthPolicy.Builder builder = HealthPolicy.builder();
        builder.interval(Duration.ofSeconds(6))
                .delayBeforeRetry(Duration.ofSeconds(3))
                .warmup(Duration.ZERO);
        return builder;
    }

    private HealthMonitor monitor() {
        return builder().start();
    }

    private HealthMonitor.Builder builder() {
        return HealthMonitor.builder()
                .ticker(time)
                .executor(Runnable::run)
                .listener(events::add)
                .errorHandler((where, failure) -> errors.add(failure))
                .drivenByCaller();
    }

    private static final class Scripted implements HealthChecker {
        private CheckResult next = GOOD;
        private int calls;

        @Override
        public CheckResult check(CheckTarget target, Deadline deadline) {
            calls++;
            return next;
        }
    }
}
