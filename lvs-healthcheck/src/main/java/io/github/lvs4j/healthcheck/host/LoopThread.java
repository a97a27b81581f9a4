package io.github.lvs4j.healthcheck.host;

import io.github.lvs4j.event.ErrorHandler;
import java.time.Duration;

/** The two threads of a monitor that drives itself: one turns the loop, one delivers events. Thread-safe. */
public final class LoopThread {

    private final CheckLoop loop;
    private final ErrorHandler errorHandler;
    private final Thread turner;
    private final Thread notifier;

    private LoopThread(CheckLoop loop, ErrorHandler errorHandler) {
        this.loop = loop;
        this.errorHandler = errorHandler;
        this.turner = daemon("lvs4j-health-loop", this::turn);
        this.notifier = daemon("lvs4j-health-events", this::deliver);
    }

    /**
     * Starts both.
     *
     * @param loop the loop to turn
     * @param errorHandler gets what should never be thrown
     * @return the running pair
     */
    public static LoopThread start(CheckLoop loop, ErrorHandler errorHandler) {
        LoopThread threads = new LoopThread(loop, errorHandler);
        threads.turner.start();
        threads.notifier.start();
        return threads;
    }

    /** Waits until both have ended; the loop must be closed. A listener that closes its own monitor does not wait for itself. */
    public void join() {
        Workers.join(turner);
        Workers.join(notifier);
    }

    private void turn() {
        try {
            boolean open = true;
            while (open) {
                open = loop.await(turnOnce());
            }
        } catch (InterruptedException e) {
            errorHandler.onError("health loop: interrupted by a stranger; no check runs any more", e);
        }
    }

    private Duration turnOnce() {
        try {
            return loop.turn();
        } catch (RuntimeException | Error e) {
            // One bad turn must not end all checks; the pause keeps a lasting fault from spinning.
            errorHandler.onError("health loop", e);
            return Duration.ofSeconds(1);
        }
    }

    private void deliver() {
        try {
            loop.events().deliverUntilClosed();
        } catch (InterruptedException e) {
            errorHandler.onError("health events: interrupted by a stranger; no event is delivered any more", e);
        }
    }

    private static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
