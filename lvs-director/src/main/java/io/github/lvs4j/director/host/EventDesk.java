package io.github.lvs4j.director.host;

import io.github.lvs4j.director.DirectorEvent;
import io.github.lvs4j.event.ErrorHandler;
import io.github.lvs4j.event.LvsListener;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** Hands events to listeners in order on a thread of their own. Thread-safe; {@link #publish} never waits. */
final class EventDesk implements AutoCloseable {

    private static final long CLOSING_GRACE_SECONDS = 5;

    private final List<LvsListener<DirectorEvent>> listeners;
    private final ErrorHandler errors;
    private final ExecutorService thread;

    EventDesk(List<LvsListener<DirectorEvent>> listeners, ErrorHandler errors) {
        this.listeners = List.copyOf(listeners);
        this.errors = errors;
        this.thread = Executors.newSingleThreadExecutor(Threads.daemon("lvs4j-director-events"));
    }

    void publish(DirectorEvent event) {
        try {
            thread.execute(() -> listeners.forEach(listener -> tell(listener, event)));
        } catch (RejectedExecutionException e) {
            errors.onError("event after the director closed: " + event.describe(), e);
        }
    }

    private void tell(LvsListener<DirectorEvent> listener, DirectorEvent event) {
        try {
            listener.onEvent(event);
        } catch (RuntimeException e) {
            errors.onError("listener on \"" + event.describe() + "\"", e);
        }
    }

    /** Lets listeners have what was published, for 5 s at most. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSING_GRACE_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
