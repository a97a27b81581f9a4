package io.github.lvs4j.routing;

import io.github.lvs4j.event.ErrorHandler;
import io.github.lvs4j.event.LvsListener;
import io.github.lvs4j.route.NetworkEvent;
import io.github.lvs4j.route.NetworkStack;
import io.github.lvs4j.route.NetworkTopic;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps a host's routing as a {@link RoutingWriter} last applied it: on every event that may have harmed it, one {@link
 * RoutingWriter#reconcile()} on a thread of the keeper's own. Events that come meanwhile are answered by one more.
 *
 * <p>Any thread may close it. What cannot be repaired is tried again with the next event and at the latest after a second.
 */
public final class RoutingKeeper implements AutoCloseable {

    private static final long RETRY_SECONDS = 1;

    /** Neighbors do not harm routing, and change all the time. */
    private static final Set<NetworkTopic> TOPICS = EnumSet.complementOf(EnumSet.of(NetworkTopic.NEIGHBORS));

    private final RoutingWriter writer;
    private final LvsListener<RoutingEvent> listener;
    private final ErrorHandler errors;
    private final NetworkStack.Subscription subscription;
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean harmed;
    private boolean unfinished;
    private boolean closed;

    private RoutingKeeper(
            NetworkStack stack, RoutingWriter writer, LvsListener<RoutingEvent> listener, ErrorHandler errors) {
        this.writer = writer;
        this.listener = listener;
        this.errors = errors;
        this.thread = new Thread(this::work, "lvs4j-routing");
        this.thread.setDaemon(true);
        this.subscription = stack.subscribe(TOPICS, this::onEvent);
    }

    /**
     * Starts to keep what the writer has applied or will apply.
     *
     * @param stack whose events are heard; the one that the writer works on
     * @param writer reconciles
     * @param listener hears of repairs, on the keeper's thread
     * @param errors hears what a repair or the listener threw, on the keeper's thread
     * @return the running keeper
     */
    public static RoutingKeeper start(
            NetworkStack stack, RoutingWriter writer, LvsListener<RoutingEvent> listener, ErrorHandler errors) {
        RoutingKeeper keeper = new RoutingKeeper(stack, writer, listener, errors);
        keeper.thread.start();
        return keeper;
    }

    private void onEvent(NetworkEvent event) {
        lock.lock();
        try {
            if (mayHarm(event)) {
                harmed = true;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** An address that is added or refreshed harms nothing, but may be what a failed repair lacked. */
    private boolean mayHarm(NetworkEvent event) {
        if (event instanceof NetworkEvent.RouteAdded added) {
            return unfinished
                    || writer.desired()
                            .filter(state -> state.routes().stream()
                                    .anyMatch(route ->
                                            route.table().equals(added.route().table())))
                            .isPresent();
        }
        return unfinished || !(event instanceof NetworkEvent.AddressAdded || event instanceof NetworkEvent.RuleAdded);
    }

    private void work() {
        while (awaitHarm()) {
            boolean done = repair();
            lock.lock();
            try {
                unfinished = !done;
            } finally {
                lock.unlock();
            }
        }
    }

    private boolean awaitHarm() {
        lock.lock();
        try {
            long left = TimeUnit.SECONDS.toNanos(RETRY_SECONDS);
            while (!closed && !harmed && !(unfinished && left <= 0)) {
                if (unfinished) {
                    left = changed.awaitNanos(left);
                } else {
                    changed.await();
                }
            }
            harmed = false;
            return !closed;
        } catch (InterruptedException e) {
            return false;
        } finally {
            lock.unlock();
        }
    }

    private boolean repair() {
        RoutingPlan plan;
        try {
            plan = writer.reconcile();
        } catch (RuntimeException e) {
            errors.onError("repair the routing", e);
            return false;
        }
        if (!plan.isEmpty()) {
            try {
                listener.onEvent(new RoutingEvent.Repaired(plan));
            } catch (RuntimeException e) {
                errors.onError("tell of a routing repair", e);
            }
        }
        return true;
    }

    /** Ends the keeping and waits for a repair that is under way. The routing stays. Closing twice does no harm. */
    @Override
    public void close() {
        subscription.close();
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        while (thread.isAlive() && Thread.currentThread() != thread) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
