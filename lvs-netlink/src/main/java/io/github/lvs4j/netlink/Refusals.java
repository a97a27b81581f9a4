package io.github.lvs4j.netlink;

import io.github.lvs4j.error.KernelException;
import io.github.lvs4j.netlink.socket.Errno;
import org.jspecify.annotations.Nullable;

/**
 * From what the kernel refused to an exception: a protocol knows better than the general table what an error number means
 * for its commands. Stateless; any thread.
 */
@FunctionalInterface
public interface Refusals {

    /** What error numbers mean in general. */
    Refusals GENERAL = (operation, errno, words) -> Errno.failure(operation.toString(), errno, words);

    /**
     * The exception for a refusal.
     *
     * @param operation what was asked; its text is in the message
     * @param errno why it was refused, positive
     * @param words the kernel's own words; null if it said none
     * @return the exception, not thrown
     */
    KernelException refusal(Object operation, int errno, @Nullable String words);
}
