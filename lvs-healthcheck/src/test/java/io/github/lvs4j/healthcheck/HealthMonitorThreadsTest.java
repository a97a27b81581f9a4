package io.github.lvs4j.healthcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The monitor on its own threads and real time. */
@Timeout(30)
final class HealthMonitorThreadsTest {

    private static final CheckTarget TARGET = CheckTarget.of("192.0.2.1", 80);

    private final BlockingQueue<HealthEvent> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> errors = new LinkedBlockingQueue<>();
    private Set<Thread> before = Set.of();

    @BeforeEach
    void rememberThreads() {
        before = Thread.getAllStackTraces().keySet();
    }

    @AfterEach
    void noThreadIsLeft() throws InterruptedException {
        for (Thread thread : ours()) {
            thread.join(5000);
        }
        assertThat(left()).isEmpty();
    }

    @Test
    void shouldCheckAndReportByItself() throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        HealthChecker failingLater =
                (target, deadline) -> calls.incrementAndGet() <= 3 ? CheckResult.passed() : CheckResult.failed("gone");
        try (HealthMonitor monitor = builder().start()) {
            monitor.watch(new HealthCheck(failingLater, TARGET, quick(1)));
            assertThat(next()).isInstanceOf(HealthEvent.StateChanged.class);
            assertThat(next()).isInstanceOf(HealthEvent.AttemptFailed.class);
            assertThat(next()).isInstanceOf(HealthEvent.AttemptFailed.class);
            assertThat(next().describe()).contains("UP to DOWN (failed: gone)");
            assertThat(ours()).allMatch(Thread::isDaemon);
        }
        assertThat(left()).isEmpty();
    }

    @Test
    void shouldCutACheckerThatOverrunsAndCloseItsChannel() throws InterruptedException {
        AtomicBoolean closed = new AtomicBoolean();
        CountDownLatch interrupted = new CountDownLatch(1);
        Closeable channel = () -> closed.set(true);
        HealthChecker hanging = (target, deadline) -> {
            deadline.closing(channel);
            try {
                new CountDownLatch(1).await();
            } finally {
                interrupted.countDown();
            }
            return CheckResult.passed();
        };
        try (HealthMonitor monitor = builder().start()) {
            HealthWatch watch = monitor.watch(new HealthCheck(hanging, TARGET, quick(0)));
            assertThat(next()).isInstanceOf(HealthEvent.CheckerOverran.class);
            assertThat(interrupted.await(5, TimeUnit.SECONDS)).isTrue();
            assertThat(next().describe()).contains("did not return within PT0.05S");
            assertThat(next()).isInstanceOf(HealthEvent.StateChanged.class);
            assertThat(watch.state()).isEqualTo(HealthState.DOWN);
            assertThat(closed).isTrue();
        }
    }

    @Test
    void shouldStartNoSecondProbeWhileACheckerIgnoresItsInterruption() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        HealthChecker deaf = (target, deadline) -> {
            calls.incrementAndGet();
            boolean released = false;
            while (!released) {
                try {
                    release.await();
                    released = true;
                } catch (InterruptedException e) {
                    continue; // deaf, as the test wants it
                }
            }
            return CheckResult.passed();
        };
        HealthChecker lively = (target, deadline) -> CheckResult.passed();
        try (HealthMonitor monitor = builder().concurrency(1).start()) {
            HealthWatch watch = monitor.watch(new HealthCheck(deaf, TARGET, quick(3)));
            assertThat(next()).isInstanceOf(HealthEvent.CheckerOverran.class);
            awaitTrue(() -> watch.lastResult()
                    .equals(Optional.of(CheckResult.failed("the previous probe has still not returned"))));
            assertThat(calls).hasValue(1);
            HealthWatch other = monitor.watch(new HealthCheck(lively, TARGET, quick(0)));
            awaitTrue(() -> other.state() == HealthState.UP);
            release.countDown();
            awaitTrue(() -> watch.state() == HealthState.UP);
        }
    }

    @Test
    void shouldNeverRunMoreProbesThanAllowed() throws InterruptedException {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(200);
        HealthChecker counting = (target, deadline) -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            new CountDownLatch(1).await(1, TimeUnit.MILLISECONDS);
            running.decrementAndGet();
            done.countDown();
            return CheckResult.passed();
        };
        try (HealthMonitor monitor = builder().concurrency(4).start()) {
            for (int port = 1; port <= 50; port++) {
                monitor.watch(new HealthCheck(counting, CheckTarget.of("192.0.2.1", port), quick(0)));
            }
            assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(most.get()).isBetween(2, 4);
        assertThat(errors).isEmpty();
    }

    @Test
    void shouldCutProbesUnderWayWhenTheLastWatcherLeavesAndAtClose() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(2);
        CountDownLatch interrupted = new CountDownLatch(1);
        HealthPolicy patient = HealthPolicy.builder()
                .warmup(Duration.ZERO)
                .timeout(Duration.ofMinutes(1))
                .build();
        HealthChecker hanging = (target, deadline) -> {
            started.countDown();
            try {
                new CountDownLatch(1).await();
            } finally {
                interrupted.countDown();
            }
            return CheckResult.passed();
        };
        try (HealthMonitor monitor = builder().start()) {
            HealthWatch one = monitor.watch(new HealthCheck(hanging, TARGET, patient));
            monitor.watch(new HealthCheck(hanging, CheckTarget.of("192.0.2.1", 81), patient));
            assertThat(started.await(5, TimeUnit.SECONDS)).isTrue();
            one.close();
            assertThat(interrupted.await(5, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(left()).isEmpty();
        assertThat(events).isEmpty();
    }

    @Test
    void shouldLetAListenerCloseItsMonitor() throws InterruptedException {
        CountDownLatch closed = new CountDownLatch(1);
        BlockingQueue<HealthMonitor> self = new LinkedBlockingQueue<>();
        HealthMonitor monitor = builder()
                .listener(event -> {
                    try {
                        self.take().close();
                        closed.countDown();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .start();
        self.add(monitor);
        monitor.watch(new HealthCheck((target, deadline) -> CheckResult.passed(), TARGET, quick(0)));
        assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(errors).isEmpty();
    }

    private HealthEvent next() throws InterruptedException {
        HealthEvent event = events.poll(10, TimeUnit.SECONDS);
        assertThat(event).isNotNull();
        return event;
    }

    private static void awaitTrue(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - end).as("waited too long").isNegative();
            TimeUnit.MILLISECONDS.sleep(2);
        }
    }

    private List<Thread> ours() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread) && thread.getName().startsWith("lvs4j-"))
                .collect(Collectors.toList());
    }

    /** The monitor's threads that stay: an executor says that it has ended a moment before its last thread has. */
    private List<Thread> left() throws InterruptedException {
        List<Thread> found = ours();
        for (Thread thread : found) {
            thread.join(5_000);
        }
        return found.stream().filter(Thread::isAlive).collect(Collectors.toList());
    }

    private HealthMonitor.Builder builder() {
        return HealthMonitor.builder()
                .overrunGrace(Duration.ofMillis(50))
                .listener(events::add)
                .errorHandler((where, failure) -> errors.add(where + ": " + failure));
    }

    private static HealthPolicy quick(int retries) {
        HealthPolicy.Builder builder = HealthPolicy.builder();
        return builder.interval(Duration.ofMillis(10))
                .delayBeforeRetry(Duration.ofMillis(10))
                .timeout(Duration.ofMillis(50))
                .retries(retries)
                .build();
    }
}
