package io.github.lvs4j.healthcheck;

import io.github.lvs4j.event.ErrorHandler;
import io.github.lvs4j.event.LvsListener;
import io.github.lvs4j.healthcheck.host.CheckLoop;
import io.github.lvs4j.healthcheck.host.LoopThread;
import io.github.lvs4j.healthcheck.host.Workers;
import io.github.lvs4j.time.Ticker;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs health checks and reports what changed. Thread-safe.
 *
 * <p>Equal checks that are watched several times are made once; each watcher reads the shared result. At most {@link
 * Builder#concurrency} probes are under way at a time, and those that are due wait in line. Events reach the listener one
 * at a time, in order, on a thread of the monitor's own. All its threads are daemons.
 *
 * <p>A monitor built with {@link Builder#drivenByCaller} has no loop thread: {@link #poll} does the work and delivers the
 * events on the calling thread, which is how a host with a loop of its own, or a test on manual time, runs it.
 */
public final class HealthMonitor implements AutoCloseable {

    private final CheckLoop loop;
    private final Workers workers;
    private final @Nullable LoopThread thread;

    private HealthMonitor(Builder builder) {
        workers = builder.executor == null ? Workers.own() : Workers.on(builder.executor);
        loop = new CheckLoop(
                builder.ticker,
                builder.random,
                workers,
                builder.concurrency,
                builder.overrunGrace,
                builder.listener,
                builder.errorHandler);
        thread = builder.drivenByCaller ? null : LoopThread.start(loop, builder.errorHandler);
    }

    /**
     * Starts to describe a monitor.
     *
     * @return a builder; nothing must be given
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Starts a monitor with the defaults.
     *
     * @param listener is told what happens
     * @return a running monitor
     */
    public static HealthMonitor start(LvsListener<HealthEvent> listener) {
        return builder().listener(listener).start();
    }

    /**
     * Watches a check. If an equal one is being watched already, the watcher joins it and at once sees its state; else the
     * first probe comes after a random part of the policy's warmup.
     *
     * @param check what to watch
     * @return the watcher's hold, to be closed when no longer wanted
     * @throws IllegalStateException if the monitor is closed
     */
    public HealthWatch watch(HealthCheck check) {
        return loop.watch(check);
    }

    /**
     * Stops watching; the same as {@link HealthWatch#close}.
     *
     * @param watch a watcher's hold
     */
    public void unwatch(HealthWatch watch) {
        watch.close();
    }

    /**
     * Does what is due: starts probes, cuts those that overran, delivers events. Never waits, unless the executor runs
     * probes on the calling thread.
     *
     * @return how long nothing will be due, unless a check is watched or a probe ends meanwhile
     * @throws IllegalStateException if the monitor has a loop of its own
     */
    public Duration poll() {
        if (thread != null) {
            throw new IllegalStateException("this health monitor has a loop of its own; poll is for drivenByCaller()");
        }
        Duration wait = loop.turn();
        loop.deliver();
        return wait;
    }

    /**
     * Ends all checks. Probes under way are cut, and when this returns the monitor's threads have ended and its sockets are
     * closed; a checker that ignores its interruption is waited for 5 s and then reported to the error handler. No event is
     * delivered afterwards. Again is without effect.
     */
    @Override
    public void close() {
        loop.close();
        if (thread != null) {
            thread.join();
        }
        workers.close(loop.errorHandler());
    }

    /** Describes a {@link HealthMonitor}. Confined to one thread. */
    public static final class Builder {

        private static final Logger LOG = LoggerFactory.getLogger(HealthMonitor.class);

        private Ticker ticker = Ticker.system();
        private RandomGenerator random =
                RandomGeneratorFactory.of("L64X128MixRandom").create();
        private @Nullable Executor executor;
        private int concurrency = 64;
        private Duration overrunGrace = Duration.ofMillis(500);
        private LvsListener<HealthEvent> listener = event -> {};
        private ErrorHandler errorHandler = (where, failure) -> LOG.warn("{}", where, failure);
        private boolean drivenByCaller;

        private Builder() {}

        /**
         * Sets who is told what happens.
         *
         * @param listener gets the events in order; nobody unless set
         * @return this builder
         */
        public Builder listener(LvsListener<HealthEvent> listener) {
            this.listener = listener;
            return this;
        }

        /**
         * Sets who gets what a checker or the listener throws.
         *
         * @param errorHandler a line in the log unless set
         * @return this builder
         */
        public Builder errorHandler(ErrorHandler errorHandler) {
            this.errorHandler = errorHandler;
            return this;
        }

        /**
         * Sets what runs the probes. The monitor does not shut it down.
         *
         * @param executor a pool; daemon threads of the monitor's own unless set
         * @return this builder
         */
        public Builder executor(Executor executor) {
            this.executor = executor;
            return this;
        }

        /**
         * Bounds how many probes are under way at a time.
         *
         * @param concurrency at least 1; 64 unless set
         * @return this builder
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder concurrency(int concurrency) {
            if (concurrency < 1) {
                throw new IllegalArgumentException("health monitor: concurrency " + concurrency + " is less than 1");
            }
            this.concurrency = concurrency;
            return this;
        }

        /**
         * Sets how long after its deadline a checker is cut. It lets a checker that ends in time, but only just, speak for
         * itself.
         *
         * @param overrunGrace 500 ms unless set
         * @return this builder
         * @throws IllegalArgumentException if it is negative
         */
        public Builder overrunGrace(Duration overrunGrace) {
            if (overrunGrace.isNegative()) {
                throw new IllegalArgumentException("health monitor: overrun grace " + overrunGrace + " is negative");
            }
            this.overrunGrace = overrunGrace;
            return this;
        }

        /**
         * Sets the source of time.
         *
         * @param ticker the system's unless set
         * @return this builder
         */
        public Builder ticker(Ticker ticker) {
            this.ticker = ticker;
            return this;
        }

        /**
         * Sets the source of the random warmup.
         *
         * @param random seed it for a repeatable run; used under the monitor's lock only
         * @return this builder
         */
        public Builder random(RandomGenerator random) {
            this.random = random;
            return this;
        }

        /**
         * Makes a monitor without a loop thread; the caller runs it by {@link HealthMonitor#poll}.
         *
         * @return this builder
         */
        public Builder drivenByCaller() {
            this.drivenByCaller = true;
            return this;
        }

        /**
         * Starts the monitor.
         *
         * @return a running monitor without checks
         */
        public HealthMonitor start() {
            return new HealthMonitor(this);
        }
    }
}
