package io.github.lvs4j.vrrp.host;

import io.github.lvs4j.event.ErrorHandler;
import io.github.lvs4j.vrrp.VrrpEvent;
import io.github.lvs4j.vrrp.VrrpListener;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries events from the loop to the log and the listener on a thread of its own, in order. Any thread may publish; publishing
 * never waits: when a listener is 10,000 events behind, further events are counted and dropped.
 */
final class EventDispatcher implements EventSink, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EventDispatcher.class);
    private static final Runnable WAKE_UP = () -> {};
    private static final int CAPACITY = 10_000;
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>(CAPACITY);
    private final AtomicLong lost = new AtomicLong();
    private final VrrpListener listener;
    private final ErrorHandler errors;
    private final Thread thread;
    private volatile boolean closed;

    EventDispatcher(VrrpListener listener, ErrorHandler errors) {
        this.listener = listener;
        this.errors = errors;
        thread = new Thread(this::run, "lvs4j-vrrp-events");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    @Override
    public void publish(VrrpEvent event) {
        if (!queue.offer(() -> deliver(event))) {
            lost.incrementAndGet();
        }
    }

    /** Has the error handler hear of a failure, on the dispatcher's thread too: it may be as slow as any listener. */
    void report(String where, Throwable failure) {
        if (!queue.offer(() -> tell(where, failure))) {
            lost.incrementAndGet();
        }
    }

    @Override
    public long lost() {
        return lost.get();
    }

    /** Delivers what is queued; a listener that takes longer than two seconds for that is interrupted. */
    @Override
    public void close() {
        closed = true;
        queue.offer(WAKE_UP); // a full queue needs none
        if (Thread.currentThread() == thread) {
            return; // a listener closes the router: the rest is delivered when it returns
        }
        boolean interrupted = false;
        try {
            thread.join(FAREWELL.toMillis());
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (thread.isAlive()) {
            thread.interrupt();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed || !queue.isEmpty()) {
            try {
                queue.take().run();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void deliver(VrrpEvent event) {
        if (!isTrouble(event)) {
            LOG.info("{}", event.describe());
        } else {
            LOG.warn("{}", event.describe());
        }
        try {
            listener.onEvent(event);
        } catch (RuntimeException | Error failure) {
            tell("VRRP listener, " + event.describe(), failure);
        }
    }

    private static boolean isTrouble(VrrpEvent event) {
        return event instanceof VrrpEvent.AdvertisementRejected
                || event instanceof VrrpEvent.AddressListDiffers
                || event instanceof VrrpEvent.ConflictDetected
                || event instanceof VrrpEvent.HandoverFailed
                || event instanceof VrrpEvent.OperationFailed;
    }

    private void tell(String where, Throwable failure) {
        try {
            errors.onError(where, failure);
        } catch (RuntimeException handlerFailure) {
            LOG.error("the error handler of VRRP failed", handlerFailure);
        }
    }
}
