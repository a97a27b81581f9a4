package io.github.lvs4j.vrrp.host;

import io.github.lvs4j.event.ErrorHandler;
import io.github.lvs4j.vrrp.track.ProgramTracker;
import io.github.lvs4j.vrrp.track.RiseAndFall;
import io.github.lvs4j.vrrp.track.ScriptTracker;
import io.github.lvs4j.vrrp.track.TrackerState;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs the script of one tracker on a thread of its own, again and again, and tells when it goes up or down. */
final class ScriptRunner implements Runnable {

    private final ScriptTracker tracker;
    private final Consumer<TrackerState> heard;
    private final ErrorHandler errors;
    private final RiseAndFall belief;
    private boolean told;
    private boolean up;

    private ScriptRunner(ScriptTracker tracker, Consumer<TrackerState> heard, ErrorHandler errors) {
        this.tracker = tracker;
        this.heard = heard;
        this.errors = errors;
        this.belief = new RiseAndFall(tracker.rise(), tracker.fall(), tracker.startsDown());
        this.told = tracker.startsDown();
    }

    /** Starts to run it. What is heard is told on the runner's thread; the end is not waited for. */
    static ProgramTracker.Watch start(ScriptTracker tracker, Consumer<TrackerState> heard, ErrorHandler errors) {
        Thread thread = new Thread(new ScriptRunner(tracker, heard, errors), "lvs4j-track-" + tracker.name());
        thread.setDaemon(true);
        thread.start();
        return thread::interrupt;
    }

    @Override
    public void run() {
        long interval = tracker.interval().toNanos();
        long next = System.nanoTime();
        try {
            while (true) {
                runOnce();
                long late = System.nanoTime() - next;
                next += Math.max(1, (late + interval - 1) / interval) * interval; // a run that was missed is left out
                TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the end, and the thread's last act
        } catch (RuntimeException failure) {
            errors.onError("script tracker " + tracker.name() + ", which is not run any more", failure);
        }
    }

    private void runOnce() throws InterruptedException {
        ScriptProcess process;
        try {
            process = ScriptProcess.start(tracker.command());
        } catch (IOException failure) {
            onResult("cannot be run: " + failure.getMessage());
            return;
        }
        try {
            if (process.waitFor(tracker.timeout().toNanos())) {
                onResult(process.complaint());
            } else {
                onResult("did not end within " + tracker.timeout().toMillis() + " ms");
                process.end();
            }
        } catch (InterruptedException e) {
            process.kill();
            throw e;
        }
    }

    private void onResult(String complaint) {
        boolean now = belief.onResult(complaint.isEmpty());
        if (!told || now != up) {
            told = true;
            up = now;
            heard.accept(now ? TrackerState.UP : new TrackerState.Down(complaint));
        }
    }
}
