package io.github.lvs4j.testkit.vrrp;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * One thread of a simulated process: tasks one after another, each a moment after it was given or after the one before. It
 * stands still with its process and ends with it.
 */
final class Lane implements Executor {

    private final SimulatedProcess process;
    private final EventQueue time;
    private final LongSupplier latency;
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private boolean planned;
    private boolean parked;
    private boolean busy;
    private int quick;
    private int given;

    Lane(SimulatedProcess process, EventQueue time, LongSupplier latency) {
        this.process = process;
        this.time = time;
        this.latency = latency;
    }

    /** A lane that is quicker than whoever gives it work, every so many times: a thread on another processor can be. */
    Lane quick(int everySoMany) {
        quick = everySoMany;
        return this;
    }

    @Override
    public void execute(Runnable task) {
        boolean idle =
                tasks.isEmpty() && !busy && process.isAlive() && !process.host().isFrozen();
        if (quick > 0 && idle && ++given % quick == 0) {
            perform(task);
            if (!process.isAlive()) {
                throw new ProcessKilled();
            }
            return;
        }
        tasks.add(task);
        plan();
    }

    private void perform(Runnable task) {
        busy = true;
        process.perform(task);
        busy = false;
    }

    void unpark() {
        if (parked) {
            parked = false;
            plan();
        }
    }

    private void plan() {
        if (!planned && !parked && !busy && !tasks.isEmpty()) {
            planned = true;
            time.plan(latency.getAsLong(), this::step);
        }
    }

    private void step() {
        planned = false;
        if (!process.isAlive()) {
            tasks.clear();
            return;
        }
        if (process.host().isFrozen()) {
            parked = true;
            return;
        }
        Runnable task = tasks.poll();
        if (task != null) {
            perform(task);
        }
        plan();
    }
}
