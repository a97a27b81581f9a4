package io.github.lvs4j.netlink.socket;

/**
 * Something that a {@link Poller} can wait for: it becomes readable when its next read would give something, be it data or
 * a failure. Implemented by the sockets of this module; nothing keeps others from doing so.
 */
public interface Pollable {

    /**
     * The kernel's number, for {@link Poller} only: whoever reads from it or closes it by itself breaks its owner.
     *
     * @return a file descriptor
     * @throws IllegalStateException after closing
     */
    int descriptor();
}
