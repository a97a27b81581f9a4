package io.github.lvs4j.director.host;

import io.github.lvs4j.director.DirectorConfig;
import io.github.lvs4j.director.DirectorOptions;
import io.github.lvs4j.director.DirectorPorts;
import io.github.lvs4j.director.DirectorStatus;
import io.github.lvs4j.error.LvsException;
import io.github.lvs4j.event.ErrorHandler;
import io.github.lvs4j.healthcheck.HealthEvent;
import io.github.lvs4j.healthcheck.HealthMonitor;
import io.github.lvs4j.ipvs.ApplyOutcome;
import io.github.lvs4j.vrrp.VrrpControl;
import io.github.lvs4j.vrrp.VrrpEvent;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A director with its threads: brings every event and every call to the loop. Thread-safe. */
public final class RunningDirector implements AutoCloseable {

    private static final long LOOP_GRACE_SECONDS = 10;

    private final ScheduledThreadPoolExecutor thread;
    private final DirectorOptions options;
    private final EventDesk events;
    private final HealthMonitor monitor;
    private final DirectorLoop loop;
    private final AtomicBoolean closed = new AtomicBoolean();
    private ScheduledFuture<?> ticking;
    private Duration period;

    private RunningDirector(DirectorConfig config, DirectorOptions options, DirectorPorts ports) {
        this.options = options;
        this.thread = new ScheduledThreadPoolExecutor(1, Threads.daemon("lvs4j-director"));
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        thread.setRemoveOnCancelPolicy(true);
        this.events = new EventDesk(options.listeners(), options.errorHandler());
        this.monitor = ports.health()
                .get()
                .listener(this::onHealth)
                .errorHandler(options.errorHandler())
                .start();
        this.loop = new DirectorLoop(ports, options, events, monitor);
        this.period = config.reconcileInterval();
        try {
            // On the loop already: VRRP and checks may speak before this returns, and they wait in line.
            call(() -> {
                loop.start(config, options.vrrp(), this::onVrrp);
                return config;
            });
        } catch (RuntimeException e) {
            closed.set(true);
            end();
            throw e;
        }
        this.ticking = tick(period);
    }

    /**
     * Starts a director, or throws and leaves everything as it was.
     *
     * @param config what it should be
     * @param options how it runs
     * @param ports what it acts through
     * @return the running director
     */
    public static RunningDirector start(DirectorConfig config, DirectorOptions options, DirectorPorts ports) {
        return new RunningDirector(config, options, ports);
    }

    /**
     * Goes over to another configuration.
     *
     * @param config what the director should be
     * @return what was changed in the kernel's table
     */
    public ApplyOutcome apply(DirectorConfig config) {
        return call(() -> {
            ApplyOutcome outcome = loop.apply(config);
            if (!config.reconcileInterval().equals(period)) {
                period = config.reconcileInterval();
                ticking.cancel(false);
                ticking = tick(period);
            }
            return outcome;
        });
    }

    /**
     * Compares the kernel's table with the desired one at once.
     *
     * @return how the director stands afterwards
     */
    public DirectorStatus reconcile() {
        return call(() -> {
            loop.reconcile();
            return loop.status();
        });
    }

    /**
     * How the director stands.
     *
     * @return a snapshot
     */
    public DirectorStatus status() {
        return call(loop::status);
    }

    /**
     * Failover by hand.
     *
     * @param name a sync group or a virtual router without a group
     * @return its control
     */
    public VrrpControl control(String name) {
        return call(() -> loop.control(name));
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        monitor.close();
        Future<?> closing = thread.submit(() -> loop.close(options.keepTable()));
        try {
            awaitAtLeastTheGrace(closing);
        } finally {
            end();
        }
    }

    /** An interrupted caller waits on for a while: one half closed would be master of services that it does not keep. */
    private void awaitAtLeastTheGrace(Future<?> closing) {
        try {
            result(closing);
        } catch (InterruptedException e) {
            try {
                closing.get(LOOP_GRACE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException | ExecutionException | TimeoutException second) {
                e.addSuppressed(second);
                throw new LvsException("interrupted while the director closed; what it holds may not be given up", e);
            } finally {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void end() {
        monitor.close();
        thread.shutdown();
        try {
            if (!thread.awaitTermination(LOOP_GRACE_SECONDS, TimeUnit.SECONDS)) {
                giveUpWhatWaits();
            }
        } catch (InterruptedException e) {
            giveUpWhatWaits();
            Thread.currentThread().interrupt();
        }
        loop.closeMail();
        events.close();
    }

    /** What the loop will not come to any more: a thread that waits for it must not wait for ever. */
    private void giveUpWhatWaits() {
        for (Runnable task : thread.shutdownNow()) {
            if (task instanceof Future<?> asked) {
                asked.cancel(false);
            }
        }
    }

    private ScheduledFuture<?> tick(Duration every) {
        return thread.scheduleWithFixedDelay(
                () -> guarded("reconcile the table", loop::reconcile),
                every.toNanos(),
                every.toNanos(),
                TimeUnit.NANOSECONDS);
    }

    private void onHealth(HealthEvent event) {
        post("health event", () -> {
            if (loop.onHealth(event)) {
                post("settle the table", loop::settle);
            }
        });
    }

    private void onVrrp(VrrpEvent event) {
        post("VRRP event", () -> loop.onVrrp(event));
    }

    private void post(String what, Runnable task) {
        try {
            thread.execute(() -> guarded(what, task));
        } catch (RejectedExecutionException e) {
            // The director has closed; nobody is left to be told.
            options.errorHandler().onError(what + " after the director closed", e);
        }
    }

    private void guarded(String what, Runnable task) {
        ErrorHandler errors = options.errorHandler();
        try {
            task.run();
        } catch (RuntimeException e) {
            errors.onError(what, e);
        }
    }

    private <T> T call(Callable<T> task) {
        if (thread.isShutdown()) {
            throw new IllegalStateException("this director is closed; start another");
        }
        return submit(task);
    }

    private <T> T submit(Callable<T> task) {
        try {
            return result(thread.submit(task));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LvsException(
                    "interrupted while the director's loop was at work; what was asked may still be done", e);
        } catch (RejectedExecutionException | CancellationException e) {
            throw new IllegalStateException("this director is closed; start another", e);
        }
    }

    private static <T> T result(Future<T> asked) throws InterruptedException {
        try {
            return asked.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new LvsException("the director's loop failed: " + e.getCause(), e.getCause());
        }
    }
}
