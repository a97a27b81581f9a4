package io.github.lvs4j.vrrp.host;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.vrrp.AnnouncementPolicy;
import io.github.lvs4j.vrrp.VirtualAddress;
import io.github.lvs4j.vrrp.VirtualRouter;
import java.util.List;

/** When and in which order one router announces its addresses: bursts, the periodic refresh, gaps. Confined to the loop. */
final class Announcements {

    private final VirtualRouter router;
    private final List<VirtualAddress> addresses;
    private final AnnouncementPolicy policy;
    private final AnnouncementPacer pacer;
    private final AnnouncementQueue queue;
    private final long refreshNanos;
    private boolean refreshing;
    private long nextRefreshNanos;

    Announcements(VirtualRouter router, AnnouncementPacer pacer) {
        this.router = router;
        this.addresses = router.installedAddresses();
        this.policy = router.announcement();
        this.pacer = pacer;
        this.queue = new AnnouncementQueue(addresses.size());
        this.refreshNanos = policy.refresh().toNanos();
    }

    /** Another burst; the refresh is counted from the first. */
    void enqueue(int rounds, long nowNanos) {
        queue.enqueue(rounds);
        if (!refreshing && refreshNanos > 0) {
            refreshing = true;
            nextRefreshNanos = nowNanos + refreshNanos;
        }
    }

    /** Gives up the present burst; the next refresh comes. */
    void drop() {
        queue.clear();
    }

    void end() {
        queue.clear();
        refreshing = false;
    }

    /** Whether the present burst is sent. */
    boolean isIdle() {
        return queue.isEmpty();
    }

    /** How long until one may be sent: 0 or less for now, {@link Long#MAX_VALUE} for never. */
    long nanosToNext(long nowNanos) {
        if (queue.isEmpty()) {
            if (!refreshing) {
                return Long.MAX_VALUE;
            }
            if (nextRefreshNanos - nowNanos > 0) {
                return nextRefreshNanos - nowNanos;
            }
            queue.enqueue(policy.refreshRepeat());
            nextRefreshNanos = nowNanos + refreshNanos;
        }
        VirtualAddress next = addresses.get(queue.peek());
        return pacer.nanosToWait(router.placeOf(next), family(next), gapNanos(next), nowNanos);
    }

    /** Takes the address to announce now. */
    VirtualAddress next(long nowNanos) {
        VirtualAddress next = addresses.get(queue.next());
        if (gapNanos(next) > 0) {
            pacer.sent(router.placeOf(next), family(next), nowNanos);
        }
        return next;
    }

    private long gapNanos(VirtualAddress address) {
        boolean four = family(address) == AddressFamily.INET;
        return (four ? policy.arpInterval() : policy.neighborInterval()).toNanos();
    }

    private static AddressFamily family(VirtualAddress address) {
        return address.prefix().family();
    }
}
