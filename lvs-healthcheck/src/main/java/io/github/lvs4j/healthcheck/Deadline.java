package io.github.lvs4j.healthcheck;

import io.github.lvs4j.time.Ticker;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The time that a probe has, as a whole and for each step; and the means to end it from outside. Thread-safe: the probe
 * reads it, a watchdog may {@link #cut} it.
 */
public final class Deadline {

    private final Ticker ticker;
    private final long endNanos;
    private final Duration step;
    private final List<Closeable> closing = new ArrayList<>();
    private boolean cut;

    private Deadline(Ticker ticker, Duration step, Duration whole) {
        this.ticker = ticker;
        this.endNanos = ticker.nowNanos() + whole.toNanos();
        this.step = step;
    }

    /**
     * A deadline that starts now.
     *
     * @param step the time for each step
     * @param whole the time for all steps together
     * @param ticker the source of time
     * @return the deadline
     */
    public static Deadline of(Duration step, Duration whole, Ticker ticker) {
        return new Deadline(ticker, step, whole);
    }

    /**
     * A deadline that starts now, on the process's own ticker, with one time for each step and for all together.
     *
     * @param whole the time
     * @return the deadline
     */
    public static Deadline in(Duration whole) {
        return of(whole, whole, Ticker.system());
    }

    /**
     * The time that is left.
     *
     * @return never negative
     */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, endNanos - ticker.nowNanos()));
    }

    /**
     * The time that a step beginning now may take: the step's own, or what is left if that is less.
     *
     * @return never negative
     */
    public Duration step() {
        Duration remaining = remaining();
        return remaining.compareTo(step) < 0 ? remaining : step;
    }

    /**
     * Whether the time is over.
     *
     * @return true from the end on
     */
    public boolean hasPassed() {
        return ticker.nowNanos() - endNanos >= 0;
    }

    /**
     * Has a resource closed when this deadline is cut. The caller still closes it itself in the normal course.
     *
     * @param <C> the kind of resource
     * @param resource a channel or the like, whose {@code close} does not block; closed at once if the cut was before
     * @return the same resource
     */
    public <C extends Closeable> C closing(C resource) {
        synchronized (this) {
            if (!cut) {
                closing.add(resource);
                return resource;
            }
        }
        close(resource);
        return resource;
    }

    /** Ends the probe from outside: closes what was given to {@link #closing}. Any thread; again is without effect. */
    public void cut() {
        List<Closeable> resources;
        synchronized (this) {
            cut = true;
            resources = List.copyOf(closing);
            closing.clear();
        }
        resources.forEach(Deadline::close);
    }

    private static void close(Closeable resource) {
        try {
            resource.close();
        } catch (IOException e) {
            // It is being thrown away; how that ended interests nobody.
        }
    }
}
