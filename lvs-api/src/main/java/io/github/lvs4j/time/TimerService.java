package io.github.lvs4j.time;

import java.time.Duration;

/**
 * One-shot timers that fire on their owner's loop. Only the owner's thread may call; a fired task runs on that same
 * thread, in the order of deadlines, and must not block.
 */
public interface TimerService {

    /**
     * Arms a timer.
     *
     * @param delay how long from now; zero or negative means at the next turn of the loop
     * @param task what to run, once; an exception it throws goes to the loop's error handler
     * @return the armed timer
     */
    Timer schedule(Duration delay, Runnable task);

    /** An armed timer. Confined to the owner's thread. */
    @FunctionalInterface
    interface Timer {

        /** Disarms the timer; without effect after it has fired or was cancelled. */
        void cancel();
    }
}
