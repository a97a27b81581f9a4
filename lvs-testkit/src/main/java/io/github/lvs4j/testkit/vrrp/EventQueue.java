package io.github.lvs4j.testkit.vrrp;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Virtual time: what happens when, in order; equal instants in the order in which they were planned. One thread. */
final class EventQueue {

    private final PriorityQueue<Planned> planned = new PriorityQueue<>();
    private long nowNanos;
    private long count;

    /** Something that is to happen. */
    static final class Planned implements Comparable<Planned> {
        private final long atNanos;
        private final long number;
        private @Nullable Runnable task;

        private Planned(long atNanos, long number, Runnable task) {
            this.atNanos = atNanos;
            this.number = number;
            this.task = task;
        }

        long atNanos() {
            return atNanos;
        }

        void cancel() {
            task = null;
        }

        @Override
        public int compareTo(Planned other) {
            int order = Long.compare(atNanos, other.atNanos);
            return order != 0 ? order : Long.compare(number, other.number);
        }
    }

    /** Since the beginning, which is 0: these instants never wrap. */
    long nowNanos() {
        return nowNanos;
    }

    Planned plan(long delayNanos, Runnable task) {
        Planned entry = new Planned(nowNanos + Math.max(0, delayNanos), count++, task);
        planned.add(entry);
        return entry;
    }

    /** Lets the next thing happen if it is due by then; may be called by what happens, and then time goes on inside it. */
    boolean step(long endNanos) {
        Planned next = planned.peek();
        if (next == null || next.atNanos > endNanos) {
            nowNanos = Math.max(nowNanos, endNanos);
            return false;
        }
        planned.poll();
        Runnable task = next.task;
        if (task != null) {
            nowNanos = Math.max(nowNanos, next.atNanos);
            task.run();
        }
        return true;
    }
}
