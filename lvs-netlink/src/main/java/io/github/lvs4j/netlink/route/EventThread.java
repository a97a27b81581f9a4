package io.github.lvs4j.netlink.route;

import io.github.lvs4j.event.ErrorHandler;
import io.github.lvs4j.event.LvsListener;
import io.github.lvs4j.netlink.socket.LinuxSockets;
import io.github.lvs4j.netlink.socket.Poller;
import io.github.lvs4j.route.NetworkEvent;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * A subscription's own thread: it owns a monitor and calls one listener. {@link #end} may be called by any thread, the
 * listener's included.
 */
final class EventThread {

    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SOON = Duration.ofMillis(50); // when the state changed while it was read
    private static final int MOST_FAILURES = 16; // one after the other, which no single bad message makes

    private final NetworkMonitor monitor;
    private final LvsListener<NetworkEvent> listener;
    private final ErrorHandler errors;
    private final Consumer<EventThread> whenEnded;
    private final Poller poller = LinuxSockets.poller();
    private volatile boolean ended;

    private EventThread(
            NetworkMonitor monitor,
            LvsListener<NetworkEvent> listener,
            ErrorHandler errors,
            Consumer<EventThread> whenEnded) {
        this.monitor = monitor;
        this.listener = listener;
        this.errors = errors;
        this.whenEnded = whenEnded;
    }

    /**
     * Makes a thread that is not yet running.
     *
     * @param monitor is closed at the end, or at once if the thread cannot be made
     * @param listener hears the events
     * @param errors hears what the listener throws
     * @param whenEnded hears of the end
     * @return the thread
     */
    static EventThread over(
            NetworkMonitor monitor,
            LvsListener<NetworkEvent> listener,
            ErrorHandler errors,
            Consumer<EventThread> whenEnded) {
        try {
            return new EventThread(monitor, listener, errors, whenEnded);
        } catch (RuntimeException e) {
            monitor.close();
            throw e;
        }
    }

    /** Starts the thread. */
    void begin() {
        Thread thread = new Thread(this::run, "lvs4j-network-events");
        thread.setDaemon(true);
        thread.start();
    }

    /** Ends the calls; the thread closes what it owns. */
    void end() {
        ended = true;
        poller.wakeup();
    }

    private void run() {
        try (poller;
                monitor) {
            poller.register(monitor);
            while (!ended) {
                poller.await(monitor.isCurrent() ? LONG : SOON);
                drain();
            }
        } catch (RuntimeException e) {
            errors.onError("network events", e);
        } finally {
            whenEnded.accept(this);
        }
    }

    /** A message that cannot be read does not end a subscription: the monitor then tells of a loss and reads again. */
    private void drain() {
        boolean more = true;
        int failures = 0;
        while (more && !ended) {
            try {
                more = monitor.drain(this::tell);
                failures = 0;
            } catch (RuntimeException e) {
                if (++failures == MOST_FAILURES) {
                    throw e;
                }
                errors.onError("network events", e);
            }
        }
    }

    private void tell(NetworkEvent event) {
        if (ended) {
            return;
        }
        try {
            listener.onEvent(event);
        } catch (RuntimeException | Error e) {
            errors.onError("a listener of network events", e);
        }
    }
}
