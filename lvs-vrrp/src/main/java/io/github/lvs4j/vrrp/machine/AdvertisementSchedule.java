package io.github.lvs4j.vrrp.machine;

import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.VirtualRouter;

/** When a master has spoken last and is to speak next. Confined to its machine. */
final class AdvertisementSchedule {

    private final long intervalNanos;
    private final long patienceNanos;
    private long deadlineNanos;
    private long lastSentNanos;
    private long sentBeforeNanos;
    private boolean stalledWithGroup;

    AdvertisementSchedule(VirtualRouter router) {
        this.intervalNanos = router.advertisementInterval().toNanos();
        this.patienceNanos =
                VrrpTimers.masterDownNanos(router.version(), Priority.of(254), intervalNanos, router.silentIntervals());
    }

    /** A mastership begins: the first advertisement is due. */
    void begin(long nowNanos) {
        deadlineNanos = nowNanos;
        lastSentNanos = nowNanos;
        stalledWithGroup = false;
    }

    /** One was sent. The next is due by the plan and not by our lateness, unless a turn was missed. */
    void sent(long nowNanos) {
        boolean onTime = nowNanos - deadlineNanos >= 0 && nowNanos - deadlineNanos < intervalNanos / 2;
        deadlineNanos = (onTime ? deadlineNanos : nowNanos) + intervalNanos;
        sentBeforeNanos = lastSentNanos;
        lastSentNanos = nowNanos;
        stalledWithGroup = false;
    }

    /** The last one did not leave this host, so nobody knows that we live. */
    void failed() {
        lastSentNanos = sentBeforeNanos;
    }

    /** Another member of the group has stalled: its successor has the whole group. */
    void stallWithGroup() {
        stalledWithGroup = true;
    }

    /** When the next one is due. */
    long deadlineNanos() {
        return deadlineNanos;
    }

    /** Whether the quickest backup must have taken over since the last one. */
    boolean hasStalled(long nowNanos) {
        return stalledWithGroup || nowNanos - lastSentNanos >= patienceNanos;
    }

    /** Whether what was received then came before our last one, which has answered it. */
    boolean isAnswered(long receivedNanos) {
        return receivedNanos - lastSentNanos <= 0;
    }
}
