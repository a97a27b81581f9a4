package io.github.lvs4j.netlink;

import org.jspecify.annotations.Nullable;

/**
 * What became of each message of a batch: the kernel made it, refused it, or its answer was lost. Confined to one thread
 * while it is filled, then read only.
 */
public final class BatchOutcome {

    private static final int UNKNOWN = -1;

    private final int[] errnos;
    private int sent;
    private boolean flawless = true;
    private @Nullable RuntimeException sendFailure;

    BatchOutcome(int size) {
        errnos = new int[size];
    }

    void refused(int index, int errno) {
        errnos[index] = errno;
        flawless = false;
    }

    void unknown(int from, int to, long[] answered) {
        for (int i = from; i < to; i++) {
            if ((answered[(i - from) >> 6] & (1L << ((i - from) & 63))) == 0) {
                errnos[i] = UNKNOWN;
                flawless = false;
            }
        }
    }

    void sent(int upTo) {
        sent = upTo;
    }

    void sendFailed(RuntimeException failure) {
        sendFailure = failure;
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
     * Why the rest was not sent.
     *
     * @return null if all were
     */
    public @Nullable RuntimeException sendFailure() {
        return sendFailure;
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
        return Math.max(errnos[index], 0);
    }

    /**
     * Whether the answer to a message was lost.
     *
     * @param index which message
     * @return true if only reading can tell
     */
    public boolean isUnknown(int index) {
        return errnos[index] == UNKNOWN;
    }
}
