package io.github.lvs4j.netlink;

import org.jspecify.annotations.Nullable;

/**
 * What became of each message of a batch: the kernel made it, refused it, or its answer was lost. Confined to one thread
 * while it is filled, then read only.
 */
public final class BatchOutcome {

    private static final int UNKNOWN = -1;

    private final int size;

    /** Of each message; null until one was not made, so that a flawless batch of many thousand costs nothing. */
    private int @Nullable [] errnos;

    private int sent;
    private boolean flawless = true;
    private @Nullable RuntimeException breakOff;
    private int brokeOffAt;

    BatchOutcome(int size) {
        this.size = size;
    }

    void refused(int index, int errno) {
        note(index, errno);
    }

    private void note(int index, int errno) {
        if (errnos == null) {
            errnos = new int[size];
        }
        errnos[index] = errno;
        flawless = false;
    }

    private int noted(int index) {
        return errnos == null ? 0 : errnos[index];
    }

    /** The first message that was not answered; -1 if all were. */
    int unknown(int from, int to, long[] answered) {
        int least = -1;
        for (int i = to - 1; i >= from; i--) {
            if ((answered[(i - from) >> 6] & (1L << ((i - from) & 63))) == 0) {
                note(i, UNKNOWN);
                least = i;
            }
        }
        return least;
    }

    void sent(int upTo) {
        sent = upTo;
    }

    void brokeOff(int at, RuntimeException failure) {
        brokeOffAt = at;
        breakOff = failure;
        flawless = false;
    }

    /**
     * How many messages were sent, from the first on.
     *
     * @return 0 to all
     */
    public int sent() {
        return sent;
    }

    /**
     * Why the work broke off: the messages from {@link #sent()} on were not sent, or answers to the last that were could not
     * be read, and are unknown.
     *
     * @return null if it did not
     */
    public @Nullable RuntimeException breakOff() {
        return breakOff;
    }

    /**
     * The message at which the work broke off: the first that was not sent, or whose answer could not be read.
     *
     * @return its index; 0 if the work did not break off
     */
    public int brokeOffAt() {
        return brokeOffAt;
    }

    /**
     * Whether the kernel made every one.
     *
     * @return true if there is nothing to look at
     */
    public boolean isFlawless() {
        return flawless;
    }

    /**
     * Why a message was refused.
     *
     * @param index which message
     * @return a positive error number; 0 if it was made or if that is unknown
     */
    public int errno(int index) {
        return Math.max(noted(index), 0);
    }

    /**
     * Whether the answer to a message was lost.
     *
     * @param index which message
     * @return true if only reading can tell
     */
    public boolean isUnknown(int index) {
        return noted(index) == UNKNOWN;
    }
}
