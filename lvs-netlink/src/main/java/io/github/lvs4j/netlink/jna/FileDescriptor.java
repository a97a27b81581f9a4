package io.github.lvs4j.netlink.jna;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A kernel's file descriptor with one owner. It closes once, whoever asks how often: a number closed twice may by then be
 * another file's. Any thread may close; using and closing at once is the owner's to exclude.
 */
public final class FileDescriptor implements AutoCloseable {

    private static final int CLOSED = -1;

    private final AtomicInteger number;
    private final String what;

    /**
     * Takes ownership of a descriptor.
     *
     * @param number the result of a call that makes one; negative if it failed
     * @param what what was asked for, in words, as "open raw socket for protocol 112"
     * @throws io.github.lvs4j.error.KernelException if the number is negative
     */
    FileDescriptor(int number, String what) {
        SystemCall.check(number, what);
        this.number = new AtomicInteger(number);
        this.what = what;
    }

    /**
     * The number for a system call.
     *
     * @return never negative
     * @throws IllegalStateException after {@link #close()}
     */
    public int number() {
        int value = number.get();
        if (value == CLOSED) {
            throw new IllegalStateException(what + ": already closed");
        }
        return value;
    }

    /**
     * Whether {@link #close()} was called.
     *
     * @return true from then on
     */
    public boolean isClosed() {
        return number.get() == CLOSED;
    }

    /** Closes the descriptor; does nothing the second time. */
    @Override
    public void close() {
        int value = number.getAndSet(CLOSED);
        if (value != CLOSED) {
            LibC.close(value);
        }
    }

    @Override
    public String toString() {
        return what + (isClosed() ? " (closed)" : " (descriptor " + number.get() + ")");
    }
}
