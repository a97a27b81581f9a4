package io.github.lvs4j.vrrp.host;

/**
 * Announcements of one router that are still to be sent, in rounds over its addresses: A B C A B C, as keepalived orders them.
 * Confined to the loop.
 */
final class AnnouncementQueue {

    private final int addresses;
    private int remaining;

    AnnouncementQueue(int addresses) {
        this.addresses = addresses;
    }

    void enqueue(int rounds) {
        remaining = Math.max(remaining, rounds * addresses);
    }

    void clear() {
        remaining = 0;
    }

    boolean isEmpty() {
        return remaining == 0;
    }

    /** The index of the address to announce next. */
    int peek() {
        return (addresses - remaining % addresses) % addresses;
    }

    /** Takes it. */
    int next() {
        int index = peek();
        remaining--;
        return index;
    }
}
