package io.github.lvs4j.netlink;

import io.github.lvs4j.netlink.socket.Pollable;
import java.nio.ByteBuffer;

/**
 * A netlink socket whose only peer is the kernel. It owns one buffer for each direction, so that their addresses are taken
 * once. Neither direction waits: the kernel works a request off within {@link #send} and has queued every reply when that
 * returns.
 *
 * <p>Confined to one thread at a time; {@link NetlinkChannel} sees to that. A port: tests put a kernel of their own in its
 * place.
 */
public interface NetlinkSocket extends Pollable, AutoCloseable {

    /**
     * What {@link #send} sends.
     *
     * @return the one buffer, in the machine's byte order, at least 64 KiB; use absolute puts
     */
    ByteBuffer outgoing();

    /**
     * What {@link #receive} fills.
     *
     * @return the one buffer, in the machine's byte order, at least 64 KiB; use absolute gets
     */
    ByteBuffer incoming();

    /**
     * Sends the beginning of {@link #outgoing()} as one datagram of one or more messages.
     *
     * @param length how many bytes
     * @throws io.github.lvs4j.error.KernelException if nothing was sent; with errno EINTR, for a signal only
     * @throws IllegalStateException after {@link #close()}
     */
    void send(int length);

    /**
     * Takes the next datagram that is there.
     *
     * @return its length, at the beginning of {@link #incoming()}; 0 if none is there
     * @throws io.github.lvs4j.error.InterruptedReadException with errno ENOBUFS, once, if the kernel had to drop some; what
     *     else is queued can still be read. With errno EINTR, if a signal came and nothing happened
     * @throws MalformedMessageException if the datagram is longer than the buffer; it is lost
     * @throws io.github.lvs4j.error.KernelException for any other failure
     * @throws IllegalStateException after {@link #close()}
     */
    int receive();

    /**
     * Joins a multicast group: its messages come in between replies from now on.
     *
     * @param group its number within the protocol, from 1
     * @throws io.github.lvs4j.error.KernelException if the kernel refuses
     */
    void join(int group);

    /**
     * The number by which the kernel addresses this socket: it stands in what answers a request, but messages to a group may
     * bear that of whoever caused them.
     *
     * @return not 0; or 0 if that is not known, and then any number is taken
     */
    default int port() {
        return 0;
    }

    /** Closes the socket. Closing twice does no harm. */
    @Override
    void close();
}
