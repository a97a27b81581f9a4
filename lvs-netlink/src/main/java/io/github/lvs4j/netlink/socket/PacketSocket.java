package io.github.lvs4j.netlink.socket;

import java.nio.ByteBuffer;

/**
 * Link-layer frames of one interface (packet(7), SOCK_RAW): ARP, neighbour advertisements with a chosen source MAC.
 *
 * <p>Confined to its owner's thread. Neither sending nor receiving waits. A port: tests may put their own in its place.
 */
public interface PacketSocket extends Pollable, AutoCloseable {

    /**
     * Sends a frame.
     *
     * @param frame position to limit, beginning with the link-layer header; the buffer is left as it was
     * @throws io.github.lvs4j.error.KernelException if the interface is down (ENETDOWN), gone (ENXIO), its queue is full
     *     (ENOBUFS), or the frame longer than its MTU (EMSGSIZE); nothing was sent
     */
    void send(ByteBuffer frame);

    /**
     * Takes the next frame that has arrived. Frames sent from this machine are not among them.
     *
     * @param into where to put it
     * @return false if nothing is there
     * @throws io.github.lvs4j.error.KernelException as ENETDOWN, once each time the interface goes down; go on receiving
     */
    boolean receive(ReceivedFrame into);

    /** Closes the socket. Closing twice does no harm. */
    @Override
    void close();
}
