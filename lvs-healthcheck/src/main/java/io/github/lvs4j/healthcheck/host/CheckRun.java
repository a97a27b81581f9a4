package io.github.lvs4j.healthcheck.host;

import io.github.lvs4j.healthcheck.CheckResult;
import io.github.lvs4j.healthcheck.Deadline;
import io.github.lvs4j.healthcheck.HealthCheck;
import io.github.lvs4j.time.Ticker;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One probe on a worker thread. {@link #run} belongs to the worker, {@link #cut} to anyone; the interrupt it sends can
 * only hit the worker while it is inside this probe.
 */
final class CheckRun implements Runnable {

    final SharedCheck shared;
    final Duration limit;
    private final int probe;
    private final Ticker ticker;
    private final CheckLoop loop;
    private @Nullable Thread worker;
    private @Nullable Deadline deadline;
    private boolean cut;

    /** When the watchdog ends it; of meaning once {@link #started}. Guarded by the lock of {@link CheckLoop}. */
    long cutNanos;

    /** Guarded by the lock of {@link CheckLoop}. */
    boolean started;

    /** Its outcome was decided without it: overrun or no longer wanted. Guarded by the lock of {@link CheckLoop}. */
    boolean abandoned;

    CheckRun(SharedCheck shared, Ticker ticker, CheckLoop loop) {
        this.shared = shared;
        this.probe = shared.machine.probe();
        this.limit = shared.check.checker().limit(shared.check.policy().timeout());
        this.ticker = ticker;
        this.loop = loop;
    }

    @Override
    public void run() {
        // The time runs from here, not from submission: a busy pool is not the target's fault.
        Deadline end = Deadline.of(shared.check.policy().timeout(), limit, ticker);
        if (!enter(end) || !loop.started(this)) {
            leave();
            loop.ended(this, CheckResult.notPossible("the check ended"));
            return;
        }
        CheckResult result;
        try {
            result = probe(end);
        } finally {
            leave();
        }
        loop.ended(this, result);
    }

    private CheckResult probe(Deadline end) {
        HealthCheck check = shared.check;
        try {
            return check.checker().check(check.target(), probe, end);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // leave() takes it back if it was ours
            return CheckResult.notPossible("the probe was interrupted");
        } catch (RuntimeException e) {
            loop.errorHandler().onError(check + ": checker threw", e);
            return CheckResult.failed("checker threw " + e);
        } catch (Error e) {
            // Out of memory and the like are this side's trouble, not the target's.
            loop.errorHandler().onError(check + ": checker threw", e);
            return CheckResult.notPossible("checker threw " + e);
        }
    }

    /** Ends the probe from outside: closes its channels and interrupts its thread. */
    void cut() {
        Deadline end;
        synchronized (this) {
            cut = true;
            if (worker != null) {
                worker.interrupt();
            }
            end = deadline;
        }
        if (end != null) {
            end.cut();
        }
    }

    private synchronized boolean enter(Deadline end) {
        worker = Thread.currentThread();
        deadline = end;
        return !cut;
    }

    private synchronized void leave() {
        worker = null;
        if (cut) {
            // Ours, or on its way out with ours: the next task on this thread must not see it.
            Thread.interrupted();
        }
    }
}
