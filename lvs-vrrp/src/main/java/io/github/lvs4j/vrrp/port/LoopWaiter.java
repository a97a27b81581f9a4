package io.github.lvs4j.vrrp.port;

/** What the loop sleeps on. */
public interface LoopWaiter extends AutoCloseable {

    /**
     * Waits until a channel has a packet, somebody wakes the loop, or the time is over. The loop's thread only.
     *
     * @param timeoutNanos how long at most; 0 or less does not wait
     */
    void await(long timeoutNanos);

    /** Ends the present or the next wait. Any thread. */
    void wakeup();

    /** Releases what it holds. */
    @Override
    void close();
}
