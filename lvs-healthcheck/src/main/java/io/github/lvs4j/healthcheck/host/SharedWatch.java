package io.github.lvs4j.healthcheck.host;

import io.github.lvs4j.healthcheck.CheckResult;
import io.github.lvs4j.healthcheck.HealthCheck;
import io.github.lvs4j.healthcheck.HealthState;
import io.github.lvs4j.healthcheck.HealthWatch;
import io.github.lvs4j.time.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** One watcher's hold on a {@link SharedCheck}. Thread-safe. */
final class SharedWatch implements HealthWatch {

    private final SharedCheck shared;
    private final CheckLoop loop;
    private final Ticker ticker;
    private final AtomicBoolean closed = new AtomicBoolean();

    SharedWatch(SharedCheck shared, CheckLoop loop, Ticker ticker) {
        this.shared = shared;
        this.loop = loop;
        this.ticker = ticker;
    }

    @Override
    public HealthCheck check() {
        return shared.check;
    }

    @Override
    public HealthState state() {
        return shared.latest.state();
    }

    @Override
    public Optional<CheckResult> lastResult() {
        return Optional.ofNullable(shared.latest.result());
    }

    @Override
    public Optional<Duration> lastResultAge() {
        SharedCheck.Latest latest = shared.latest;
        return latest.result() == null
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(Math.max(0, ticker.nowNanos() - latest.atNanos())));
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            loop.unwatch(shared);
        }
    }

    @Override
    public String toString() {
        return shared.check + ": " + state();
    }
}
