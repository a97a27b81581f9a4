package io.github.lvs4j.testkit.time;

import io.github.lvs4j.time.TimerService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Timers that fire when a test turns the time, in the order of their deadlines and, for equal ones, in the order in which
 * they were armed. Any thread may arm and cancel; the tasks run on the thread that calls {@link #advance(Duration)}.
 *
 * <p>Deadlines are compared by subtraction, as the contract of {@link io.github.lvs4j.time.Ticker} asks.
 */
public final class ManualTimerService implements TimerService {

    private final ManualTicker ticker;
    private final List<Armed> armed = new ArrayList<>();

    /** A service with a ticker of its own. */
    public ManualTimerService() {
        this(new ManualTicker());
    }

    /**
     * A service on a ticker that others read too.
     *
     * @param ticker is turned by this service
     */
    public ManualTimerService(ManualTicker ticker) {
        this.ticker = ticker;
    }

    /**
     * The time that this service turns.
     *
     * @return the ticker
     */
    public ManualTicker ticker() {
        return ticker;
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        long nanos = delay.isNegative() ? 0 : delay.toNanos();
        synchronized (armed) {
            Armed timer = new Armed(ticker.nowNanos() + nanos, task);
            armed.add(timer);
            return () -> cancel(timer);
        }
    }

    /**
     * Lets time pass and fires what falls due, each task at its own deadline: it sees that instant in the ticker and may arm
     * further timers, which fire too if they fall into the same stretch.
     *
     * @param time how much
     * @throws IllegalArgumentException if the time is negative
     * @throws RuntimeException what a task throws; time then stands at its deadline
     */
    public void advance(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("time does not run backwards: " + time);
        }
        long end = ticker.nowNanos() + time.toNanos();
        for (Armed due = takeDue(end); due != null; due = takeDue(end)) {
            moveTo(due.deadline);
            due.task.run();
        }
        moveTo(end);
    }

    /**
     * How many timers are armed.
     *
     * @return neither fired nor cancelled ones
     */
    public int size() {
        synchronized (armed) {
            return armed.size();
        }
    }

    /**
     * When the next timer falls due.
     *
     * @return time from now, zero if it is due; empty if none is armed
     */
    public Optional<Duration> untilNext() {
        synchronized (armed) {
            return armed.stream()
                    .map(timer -> timer.deadline - ticker.nowNanos())
                    .min(Long::compare)
                    .map(nanos -> Duration.ofNanos(Math.max(0, nanos)));
        }
    }

    private void moveTo(long instant) {
        ticker.advance(Duration.ofNanos(Math.max(0, instant - ticker.nowNanos())));
    }

    private void cancel(Armed timer) {
        synchronized (armed) {
            armed.removeIf(other -> other == timer);
        }
    }

    private @Nullable Armed takeDue(long end) {
        synchronized (armed) {
            Armed first = null;
            for (Armed timer : armed) {
                boolean due = timer.deadline - end <= 0;
                if (due && (first == null || timer.deadline - first.deadline < 0)) {
                    first = timer;
                }
            }
            Armed taken = first;
            armed.removeIf(timer -> timer == taken);
            return taken;
        }
    }

    private static final class Armed {
        private final long deadline;
        private final Runnable task;

        Armed(long deadline, Runnable task) {
            this.deadline = deadline;
            this.task = task;
        }
    }
}
