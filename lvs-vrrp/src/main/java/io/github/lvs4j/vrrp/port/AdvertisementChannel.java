package io.github.lvs4j.vrrp.port;

import io.github.lvs4j.error.NotSupportedException;
import io.github.lvs4j.net.MacAddress;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * VRRP packets of one family on one interface, multicast and unicast. Called by the loop's thread only. No method ever waits:
 * a packet that cannot be sent at once is lost, which the protocol is made for.
 */
public interface AdvertisementChannel extends AutoCloseable {

    /**
     * Takes the next packet that has arrived.
     *
     * @param into is overwritten
     * @return false if there is none
     * @throws io.github.lvs4j.error.LvsException if the socket is broken
     */
    boolean receive(IncomingPacket into);

    /**
     * Takes the next packet with an authentication header that has arrived. They queue apart from the others, each kind in the
     * order of arrival.
     *
     * @param into is overwritten, with protocol 51
     * @return false if there is none, or this channel does not receive them
     * @throws io.github.lvs4j.error.LvsException if the socket is broken
     */
    default boolean receiveAuthenticated(IncomingPacket into) {
        return false;
    }

    /**
     * Sends a message with TTL or hop limit 255.
     *
     * @param source the packet's source address, one of this host's
     * @param destination the multicast group or a peer
     * @param identification the number in the IPv4 header; IPv6 has none
     * @param message from position to limit; the position may move
     * @throws io.github.lvs4j.error.LvsException if the kernel refuses it, as when the link is down
     */
    void send(InetAddress source, InetAddress destination, int identification, ByteBuffer message);

    /**
     * Sends a whole IPv4 packet with an authentication header, as it is.
     *
     * @param destination the multicast group or a peer, as in the packet
     * @param packet from position to limit, IPv4 header included; the position may move
     * @throws io.github.lvs4j.error.LvsException if the kernel refuses it, or this channel knows no authentication headers
     */
    default void sendPacket(InetAddress destination, ByteBuffer packet) {
        throw new NotSupportedException(
                "send an advertisement with an authentication header", 0, "", "this channel has no protocol 51");
    }

    /**
     * Sends a message to a multicast group from a virtual MAC. By default the interface's own is used: for ports without a link
     * layer.
     *
     * @param owner the frame's source address
     * @param source the packet's source address, one of this host's
     * @param group the multicast group
     * @param identification the number in the IPv4 header; IPv6 has none
     * @param message from position to limit; the position may move
     * @throws io.github.lvs4j.error.LvsException if the kernel refuses it, as when the link is down
     */
    default void sendFrom(
            MacAddress owner, InetAddress source, InetAddress group, int identification, ByteBuffer message) {
        send(source, group, identification, message);
    }

    /**
     * Sends a whole IPv4 packet with an authentication header to a multicast group from a virtual MAC; else as {@link
     * #sendFrom}.
     *
     * @param owner the frame's source address
     * @param group the multicast group, as in the packet
     * @param packet from position to limit, IPv4 header included; the position may move
     * @throws io.github.lvs4j.error.LvsException if the kernel refuses it, or this channel knows no authentication headers
     */
    default void sendPacketFrom(MacAddress owner, InetAddress group, ByteBuffer packet) {
        sendPacket(group, packet);
    }

    /** Closes the socket. Closing twice does no harm. */
    @Override
    void close();
}
