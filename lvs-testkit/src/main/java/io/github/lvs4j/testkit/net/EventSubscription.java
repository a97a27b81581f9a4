package io.github.lvs4j.testkit.net;

import io.github.lvs4j.event.LvsListener;
import io.github.lvs4j.route.NetworkEvent;
import io.github.lvs4j.route.NetworkStack;
import io.github.lvs4j.route.NetworkTopic;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Hands events to one listener, one at a time and in order, on the executor it was given. Any thread may call. */
final class EventSubscription implements NetworkStack.Subscription {

    private final Set<NetworkTopic> topics;
    private final LvsListener<NetworkEvent> listener;
    private final Executor executor;
    private final @Nullable ExecutorService owned;
    private final Runnable onClose;
    private final Queue<NetworkEvent> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger work = new AtomicInteger();
    private volatile boolean closed;

    EventSubscription(
            Set<NetworkTopic> topics,
            LvsListener<NetworkEvent> listener,
            Executor executor,
            @Nullable ExecutorService owned,
            Consumer onClose) {
        this.topics = Set.copyOf(topics);
        this.listener = listener;
        this.executor = executor;
        this.owned = owned;
        this.onClose = () -> onClose.accept(this);
    }

    /** Who is told that a subscription ended. */
    @FunctionalInterface
    interface Consumer {
        void accept(EventSubscription subscription);
    }

    void enqueue(NetworkEvent event) {
        if (event.topic().filter(topic -> !topics.contains(topic)).isEmpty()) {
            waiting.add(event);
        }
    }

    /** Starts delivery unless one is under way; that one then takes the new events too. */
    void deliver() {
        if (!closed && !waiting.isEmpty() && work.getAndIncrement() == 0) {
            executor.execute(this::drain);
        }
    }

    private void drain() {
        int seen = work.get();
        do {
            for (NetworkEvent event = waiting.poll(); event != null; event = waiting.poll()) {
                if (!closed) {
                    tell(event);
                }
            }
            seen = work.addAndGet(-seen);
        } while (seen != 0);
    }

    private void tell(NetworkEvent event) {
        try {
            listener.onEvent(event);
        } catch (RuntimeException e) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        }
    }

    @Override
    public void close() {
        closed = true;
        onClose.run();
        if (owned != null) {
            owned.shutdown();
        }
    }
}
