package io.github.lvs4j.netlink.jna;

import com.sun.jna.Native;
import io.github.lvs4j.netlink.socket.Errno;

/** The border between a negative return value and an exception. Stateless; any thread. */
final class SystemCall {

    private SystemCall() {}

    /**
     * Passes a result on, or throws the failure that it stands for. Must follow the call at once: errno belongs to the last
     * call of this thread.
     *
     * @param result what a function of {@link LibC} returned
     * @param operation what was asked, in words
     * @return the result, not negative
     */
    static int check(int result, String operation) {
        if (result < 0) {
            throw Errno.failure(operation, Native.getLastError(), null);
        }
        return result;
    }

    /**
     * The reason of the last failure on this thread.
     *
     * @return errno
     */
    static int errno() {
        return Native.getLastError();
    }
}
