package io.github.lvs4j.netlink.socket;

import java.time.Duration;

/**
 * Waits for several sockets at once (ppoll(2)): the heart of a loop that owns them.
 *
 * <p>Confined to the loop's thread, except {@link #wakeup()}, which any thread may call.
 */
public interface Poller extends AutoCloseable {

    /**
     * Takes a socket into the set. Unregister it before it is closed.
     *
     * @param socket what to wait for
     * @throws IllegalArgumentException if it is registered already
     */
    void register(Pollable socket);

    /**
     * Takes a socket out of the set; does nothing if it is not in there.
     *
     * @param socket which one
     */
    void unregister(Pollable socket);

    /**
     * Waits until a registered socket is readable, {@link #wakeup()} was called, or the time is over. A wake-up that came
     * before the call counts once. May return early without any of these, as after a signal.
     *
     * @param timeout how long at most, to the nanosecond; zero or negative means not at all. The kernel is late by some 50 µs
     *     (timerslack in proc(5)), however long this is
     * @return whether a socket is readable; ask {@link #isReadable} which
     * @throws io.github.lvs4j.error.KernelException if the kernel refuses, which means that the set is wrong
     */
    boolean await(Duration timeout);

    /**
     * Whether the last {@link #await} found this socket readable. Its read may give data or throw a failure.
     *
     * @param socket a registered one
     * @return false also if it is not registered
     */
    boolean isReadable(Pollable socket);

    /** Ends the present or the next {@link #await}. Any thread; does nothing after {@link #close()}. */
    void wakeup();

    /** Releases the poller, not the sockets. Closing twice does no harm. */
    @Override
    void close();
}
