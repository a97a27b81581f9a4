package io.github.lvs4j.netlink.ipvs;

import io.github.lvs4j.ipvs.IpvsChange;
import io.github.lvs4j.netlink.BatchOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Single changes of many threads: those that come while another one has the turn leave together in one send when it is
 * over, sent by the first that gets the turn. Any thread may call.
 */
final class ChangeQueue {

    /** A caller's change. Its result is written and read in turn, which orders the two. */
    private static final class Pending {
        private final IpvsChange change;
        private boolean done;
        private @Nullable RuntimeException failure;

        Pending(IpvsChange change) {
            this.change = change;
        }

        void end(@Nullable RuntimeException cause) {
            done = true;
            failure = cause;
        }
    }

    private final IpvsConversation kernel;
    private final Queue<Pending> waiting = new ConcurrentLinkedQueue<>();

    ChangeQueue(IpvsConversation kernel) {
        this.kernel = kernel;
    }

    /** Makes one change; two system calls, or a share of them. */
    void make(IpvsChange change) {
        kernel.checkNotReading();
        Pending mine = new Pending(change);
        waiting.add(mine);
        RuntimeException failure = kernel.inOneTurn(() -> {
            if (!mine.done) {
                sendWaiting();
            }
            return mine.failure;
        });
        if (failure != null) {
            throw failure;
        }
    }

    /** Whatever happens, everyone who was taken from the queue gets an end. */
    private void sendWaiting() {
        List<Pending> together = new ArrayList<>();
        try {
            for (Pending next = waiting.peek(); next != null; next = waiting.peek()) {
                together.add(next);
                waiting.poll();
            }
            BatchOutcome outcome = kernel.batch(
                    together.get(0).change,
                    together.stream().map(pending -> pending.change).toList());
            for (int i = 0; i < together.size(); i++) {
                Pending pending = together.get(i);
                pending.end(outcome.isFlawless() ? null : IpvsRefusals.failure(pending.change, outcome, i));
            }
        } catch (RuntimeException e) {
            together.forEach(pending -> pending.end(e));
        } catch (Error e) {
            together.forEach(pending -> pending.end(new IllegalStateException("the send of this change broke off", e)));
            throw e;
        }
    }
}
