package io.github.lvs4j.healthcheck.host;

import io.github.lvs4j.event.ErrorHandler;
import io.github.lvs4j.event.LvsListener;
import io.github.lvs4j.healthcheck.CheckResult;
import io.github.lvs4j.healthcheck.HealthCheck;
import io.github.lvs4j.healthcheck.HealthEvent;
import io.github.lvs4j.healthcheck.HealthState;
import io.github.lvs4j.healthcheck.HealthWatch;
import io.github.lvs4j.healthcheck.machine.HealthStep;
import io.github.lvs4j.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/**
 * All checks of a monitor: what is due, what is under way, what came out. Thread-safe by one lock, which is never held
 * while a checker, the executor or the listener runs.
 */
public final class CheckLoop {

    /** Long enough to mean "until something happens", short enough for any arithmetic. */
    static final Duration NOTHING_DUE = Duration.ofHours(1);

    private final Ticker ticker;
    private final RandomGenerator random;
    private final Workers workers;
    private final int concurrency;
    private final long graceNanos;
    private final EventQueue events;
    private final ErrorHandler errorHandler;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<HealthCheck, SharedCheck> checks = new HashMap<>();
    private final PriorityQueue<SharedCheck> due = new PriorityQueue<>(CheckLoop::compareDue);
    private final Set<CheckRun> running = new LinkedHashSet<>();
    private long orders;
    private boolean news;
    private boolean closed;

    /**
     * A loop without checks.
     *
     * @param ticker the source of time
     * @param random the source of warmup
     * @param workers runs the probes
     * @param concurrency how many at a time
     * @param overrunGrace how long after its deadline a probe is cut
     * @param listener gets the events
     * @param errorHandler gets what checkers and listener throw
     */
    public CheckLoop(
            Ticker ticker,
            RandomGenerator random,
            Workers workers,
            int concurrency,
            Duration overrunGrace,
            LvsListener<HealthEvent> listener,
            ErrorHandler errorHandler) {
        this.ticker = ticker;
        this.random = random;
        this.workers = workers;
        this.concurrency = concurrency;
        this.graceNanos = overrunGrace.toNanos();
        this.events = new EventQueue(listener, errorHandler);
        this.errorHandler = errorHandler;
    }

    /**
     * Adds a watcher.
     *
     * @param check what to watch
     * @return its hold
     */
    public HealthWatch watch(HealthCheck check) {
        SharedCheck fresh = new SharedCheck(check); // asks the checker, so not under the lock
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("watch " + check + ": the health monitor is closed");
            }
            SharedCheck shared = checks.putIfAbsent(check, fresh);
            if (shared == null) {
                shared = fresh;
                long warmup = check.policy().warmup().toNanos();
                enqueue(shared, ticker.nowNanos() + (warmup == 0 ? 0 : random.nextLong(warmup + 1)));
                signal();
            }
            shared.watchers++;
            return new SharedWatch(shared, this, ticker);
        } finally {
            lock.unlock();
        }
    }

    void unwatch(SharedCheck shared) {
        CheckRun orphan;
        lock.lock();
        try {
            if (--shared.watchers > 0 || closed) {
                return;
            }
            checks.remove(shared.check, shared);
            due.remove(shared);
            orphan = shared.run;
            if (orphan != null) {
                abandon(orphan);
            }
            signal();
        } finally {
            lock.unlock();
        }
        if (orphan != null) {
            orphan.cut();
        }
    }

    /**
     * Does what is due now: cuts what overran, starts probes. Does not wait.
     *
     * @return how long nothing will be due unless something happens
     */
    public Duration turn() {
        List<CheckRun> overrun = new ArrayList<>();
        List<CheckRun> starting = new ArrayList<>();
        lock.lock();
        try {
            news = false;
            long now = ticker.nowNanos();
            collectOverrun(now, overrun);
            collectDue(now, starting);
        } finally {
            lock.unlock();
        }
        overrun.forEach(CheckRun::cut);
        starting.forEach(this::submit);
        return untilNext();
    }

    /** Hands waiting events to the listener, on the calling thread. */
    public void deliver() {
        events.deliverAll();
    }

    EventQueue events() {
        return events;
    }

    /**
     * Who gets what checkers and listener throw.
     *
     * @return as given
     */
    public ErrorHandler errorHandler() {
        return errorHandler;
    }

    /**
     * Waits until something happens.
     *
     * @param longest how long at most
     * @return false when the loop is closed
     * @throws InterruptedException if the thread was interrupted
     */
    boolean await(Duration longest) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = longest.toNanos();
            while (!news && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** Ends all checks and cuts what is under way. Does not wait for it. */
    public void close() {
        List<CheckRun> orphans;
        lock.lock();
        try {
            closed = true;
            orphans = List.copyOf(running);
            orphans.forEach(this::abandon);
            checks.clear();
            due.clear();
            signal();
        } finally {
            lock.unlock();
        }
        events.close();
        orphans.forEach(CheckRun::cut);
    }

    boolean started(CheckRun run) {
        lock.lock();
        try {
            if (run.abandoned) {
                return false;
            }
            run.started = true;
            run.cutNanos = ticker.nowNanos() + run.limit.toNanos() + graceNanos;
            signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    void ended(CheckRun run, CheckResult result) {
        lock.lock();
        try {
            SharedCheck shared = run.shared;
            running.remove(run);
            if (shared.run == run) {
                shared.run = null;
            }
            if (!run.abandoned) {
                take(shared, result);
            }
            signal();
        } finally {
            lock.unlock();
        }
    }

    private void collectOverrun(long now, List<CheckRun> overrun) {
        for (CheckRun run : running) {
            if (run.started && now - run.cutNanos >= 0) {
                overrun.add(run);
            }
        }
        for (CheckRun run : overrun) {
            abandon(run);
            events.add(new HealthEvent.CheckerOverran(run.shared.check, run.limit));
            take(run.shared, CheckResult.failed("checker did not return within " + run.limit));
        }
    }

    private void collectDue(long now, List<CheckRun> starting) {
        SharedCheck next = due.peek();
        while (next != null && now - next.dueNanos >= 0 && running.size() < concurrency) {
            due.remove();
            if (next.run == null) {
                CheckRun run = new CheckRun(next, ticker, this);
                next.run = run;
                running.add(run);
                starting.add(run);
            } else {
                // One stuck thread for a check is enough; its silence is the answer.
                take(next, CheckResult.failed("the previous probe has still not returned"));
            }
            next = due.peek();
        }
    }

    private Duration untilNext() {
        lock.lock();
        try {
            long now = ticker.nowNanos();
            long wait = NOTHING_DUE.toNanos();
            SharedCheck next = due.peek();
            if (next != null && running.size() < concurrency) {
                wait = Math.min(wait, next.dueNanos - now);
            }
            for (CheckRun run : running) {
                if (run.started) {
                    wait = Math.min(wait, run.cutNanos - now);
                }
            }
            return Duration.ofNanos(Math.max(0, wait));
        } finally {
            lock.unlock();
        }
    }

    private void submit(CheckRun run) {
        try {
            workers.execute(run);
        } catch (RejectedExecutionException e) {
            errorHandler.onError(run.shared.check + ": executor refused the probe", e);
            ended(run, CheckResult.notPossible("the executor refused the probe"));
        }
    }

    /** Its slot is free again, although its thread may need a moment. */
    private void abandon(CheckRun run) {
        run.abandoned = true;
        running.remove(run);
    }

    private void take(SharedCheck shared, CheckResult result) {
        long now = ticker.nowNanos();
        HealthState before = shared.machine.state();
        HealthStep step = shared.machine.onResult(result);
        shared.latest = new SharedCheck.Latest(shared.machine.state(), result, now);
        if (result instanceof CheckResult.NotPossible notPossible) {
            events.add(new HealthEvent.AttemptNotPossible(shared.check, notPossible));
        } else if (result instanceof CheckResult.Failed failed && before != HealthState.DOWN) {
            events.add(new HealthEvent.AttemptFailed(shared.check, failed));
        }
        step.transition().ifPresent(transition -> events.add(new HealthEvent.StateChanged(shared.check, transition)));
        enqueue(shared, now + step.delay().toNanos());
    }

    private void enqueue(SharedCheck shared, long dueNanos) {
        shared.dueNanos = dueNanos;
        shared.order = orders++;
        due.add(shared);
    }

    private void signal() {
        news = true;
        changed.signalAll();
    }

    private static int compareDue(SharedCheck left, SharedCheck right) {
        int byTime = Long.signum(left.dueNanos - right.dueNanos);
        return byTime != 0 ? byTime : Long.compare(left.order, right.order);
    }
}
