package io.github.lvs4j.vrrp.track;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A tracker that the program sets. Any thread may call, at any time; a call does not wait for the virtual routers. Each of these is a
 * tracker of its own, whatever its name.
 */
public final class ProgramTracker implements Tracker {

    private final String name;
    private final List<Consumer<TrackerState>> watchers = new ArrayList<>();
    private TrackerState state;

    ProgramTracker(String name, TrackerState state) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a tracker needs a name");
        }
        this.name = name;
        this.state = state;
    }

    @Override
    public String name() {
        return name;
    }

    /**
     * What the program said last.
     *
     * @return up or down
     */
    public synchronized TrackerState state() {
        return state;
    }

    /** All is well, from now on. */
    public void up() {
        become(TrackerState.UP);
    }

    /** Something is wrong, from now on. */
    public void down() {
        down("");
    }

    /**
     * Something is wrong, from now on.
     *
     * @param reason what it is, for events and status
     */
    public void down(String reason) {
        become(new TrackerState.Down(reason));
    }

    /**
     * Sets it as a health check has it.
     *
     * @param up whether all is well
     */
    public void set(boolean up) {
        if (up) {
            up();
        } else {
            down();
        }
    }

    /**
     * Hears of the present state and of each change, in order, on the thread that makes it.
     *
     * @param watcher must return at once, and call nothing here
     * @return ends it
     */
    public synchronized Watch watch(Consumer<TrackerState> watcher) {
        watchers.add(watcher);
        watcher.accept(state);
        return () -> {
            synchronized (this) {
                watchers.remove(watcher);
            }
        };
    }

    private synchronized void become(TrackerState next) {
        if (!next.equals(state)) {
            state = next;
            watchers.forEach(watcher -> watcher.accept(next));
        }
    }

    @Override
    public String toString() {
        return "tracker " + name + " " + state().describe();
    }

    /** Somebody who hears of a tracker's changes. */
    @FunctionalInterface
    public interface Watch extends AutoCloseable {

        /** Ends it. Closing twice does no harm. */
        @Override
        void close();
    }
}
