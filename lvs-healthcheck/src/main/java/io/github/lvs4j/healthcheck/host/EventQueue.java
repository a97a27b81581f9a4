package io.github.lvs4j.healthcheck.host;

import io.github.lvs4j.event.ErrorHandler;
import io.github.lvs4j.event.LvsListener;
import io.github.lvs4j.healthcheck.HealthEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Events on their way to the listener, in order. Thread-safe; one thread at a time delivers. */
final class EventQueue {

    private final LvsListener<HealthEvent> listener;
    private final ErrorHandler errorHandler;
    private final Object delivering = new Object();
    private final Deque<HealthEvent> waiting = new ArrayDeque<>();
    private boolean closed;

    EventQueue(LvsListener<HealthEvent> listener, ErrorHandler errorHandler) {
        this.listener = listener;
        this.errorHandler = errorHandler;
    }

    synchronized void add(HealthEvent event) {
        if (!closed) {
            waiting.add(event);
            notifyAll();
        }
    }

    /** Delivers what is there. */
    void deliverAll() {
        synchronized (delivering) {
            for (HealthEvent event = next(); event != null; event = next()) {
                deliver(event);
            }
        }
    }

    /** Delivers as events come, until closed. */
    void deliverUntilClosed() throws InterruptedException {
        while (awaitEvent()) {
            deliverAll();
        }
    }

    /** Drops what is undelivered and ends the delivery. */
    synchronized void close() {
        closed = true;
        waiting.clear();
        notifyAll();
    }

    private synchronized @Nullable HealthEvent next() {
        return waiting.poll();
    }

    private synchronized boolean awaitEvent() throws InterruptedException {
        while (waiting.isEmpty() && !closed) {
            wait();
        }
        return !closed;
    }

    private void deliver(HealthEvent event) {
        try {
            listener.onEvent(event);
        } catch (RuntimeException | Error e) {
            errorHandler.onError("health listener on: " + event.describe(), e);
        }
    }
}
