package io.github.lvs4j.netlink.socket;

/**
 * A name that nobody else in the network namespace can claim while this is open: an abstract unix socket
 * (unix(7)) called {@code @lvs4j/NAME}. The kernel lets go of it when the process ends, however that comes about, so no
 * stale lock is left. {@code ss -xa} shows it. Any thread may close, more than once.
 */
public interface NameClaim extends AutoCloseable {

    /**
     * What is claimed.
     *
     * @return the name, without the prefix
     */
    String name();

    /** Gives the name back. */
    @Override
    void close();
}
