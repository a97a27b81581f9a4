package io.github.lvs4j.testkit.hosts;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what other processes bring about, by asking again and again. Stateless, so thread-safe. */
public final class Eventually {
    private static final Duration PAUSE = Duration.ofMillis(10);

    private Eventually() {}

    /**
     * Returns as soon as the condition holds. It is asked at least once, every 10 ms, and once more at the end.
     *
     * @param limit how long to wait
     * @param expectation what the condition stands for, for the message
     * @param condition asked on the calling thread
     * @throws HostException when it did not hold in time, or the thread was interrupted
     */
    public static void within(Duration limit, String expectation, BooleanSupplier condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new HostException("interrupted while waiting for " + expectation);
            }
            if (deadline - System.nanoTime() <= 0) {
                throw new HostException(expectation + " did not come about within " + limit);
            }
            LockSupport.parkNanos(Math.min(PAUSE.toNanos(), Math.max(1, deadline - System.nanoTime())));
        }
    }
}
