package io.github.lvs4j.healthcheck.host;

import io.github.lvs4j.event.ErrorHandler;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What runs the probes: daemon threads of our own, or the embedding program's executor. Thread-safe. */
public final class Workers {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Executor executor;
    private final @Nullable ThreadPoolExecutor own;

    private Workers(Executor executor, @Nullable ThreadPoolExecutor own) {
        this.executor = executor;
        this.own = own;
    }

    /**
     * Threads of our own. They start when needed and end after half a minute of rest; how many there are is bounded by who
     * submits.
     *
     * @return a pool, without a thread yet
     */
    public static Workers own() {
        AtomicInteger numbers = new AtomicInteger();
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(0, Integer.MAX_VALUE, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "lvs4j-health-" + numbers.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        return new Workers(pool, pool);
    }

    /**
     * The embedding program's executor.
     *
     * @param executor not shut down by us
     * @return the same as workers
     */
    public static Workers on(Executor executor) {
        return new Workers(executor, null);
    }

    void execute(CheckRun run) {
        executor.execute(run);
    }

    /**
     * Ends our own threads; they have been cut before.
     *
     * @param errorHandler is told if one does not end
     */
    public void close(ErrorHandler errorHandler) {
        if (own == null) {
            return;
        }
        own.shutdownNow();
        try {
            if (!own.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                errorHandler.onError(
                        "close health monitor",
                        new IllegalStateException(own.getActiveCount() + " checker(s) did not end within " + PATIENCE
                                + " of interruption"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static void join(Thread thread) {
        if (thread == Thread.currentThread()) {
            return;
        }
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
