package io.github.lvs4j.vrrp.packet;

/**
 * The sequence number of authentication headers, one for both directions of a virtual router as keepalived has it: a master
 * counts on from what it heard as a backup. Not thread-safe.
 *
 * <p>It lives in memory: a restarted router begins at 1, and until it has heard its peer it accepts packets that were recorded
 * earlier. A router that was master and is back within the master down interval is discarded as a replay by its peers until
 * one of them has taken over; that one's number then carries it forward. Where that matters, let it start late.
 */
public final class SequenceCounter {

    /** The last number that is used for an advertisement; there is no wrapping around. */
    public static final long LAST = 0xffff_fffdL;

    private long value;

    /** A counter that nothing was sent or heard with. */
    public SequenceCounter() {}

    /**
     * The last number sent or accepted.
     *
     * @return 0 at the beginning
     */
    public long value() {
        return value;
    }

    /**
     * Whether all numbers are used up. Only restarting all routers with another password helps, since the old packets stay
     * valid with the old one.
     *
     * @return true when nothing but the last word may be sent
     */
    public boolean isExhausted() {
        return value >= LAST;
    }

    /**
     * The number of the next packet to send.
     *
     * @return one more than the last; beyond {@link #LAST} always the same, which is for the last word of a master
     */
    public long next() {
        value = Math.min(value + 1, LAST + 1);
        return value;
    }

    /**
     * Whether a received number is new.
     *
     * @param received the number in the packet
     * @return true if it is greater than all before
     */
    public boolean isNew(long received) {
        return received > value;
    }

    /**
     * Moves to a received number, after everything else about its packet was found right.
     *
     * @param received a {@linkplain #isNew new} number
     */
    public void accept(long received) {
        value = received;
    }

    /**
     * Leaves out numbers, because a second master has counted to the same one. Both discard the other's packets as replays as
     * long as these cross on their way, and neither yields; two that leave out different many are in step no longer.
     *
     * @param count how many
     */
    public void skip(int count) {
        value = Math.min(value + count, LAST + 1);
    }

    /**
     * Moves beyond the number of a second master that ranks lower, so that the answer counts.
     *
     * @param received its number
     */
    public void leap(long received) {
        value = Math.max(value, Math.min(received + 1, LAST + 1));
    }
}
