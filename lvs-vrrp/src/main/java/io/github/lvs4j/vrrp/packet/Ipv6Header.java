package io.github.lvs4j.vrrp.packet;

import io.github.lvs4j.net.IpAddress;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The IPv6 header around an advertisement (RFC 8200 section 3). On a raw socket the kernel reads and writes it; this serves
 * whoever sees whole packets. Immutable.
 *
 * @param flow version, traffic class and flow label as the first 32 bits
 * @param payloadLength bytes behind the header
 * @param nextHeader what follows: 112, or an extension header
 * @param hopLimit 0 to 255
 * @param source the sender
 * @param destination the receiver
 */
public record Ipv6Header(
        int flow, int payloadLength, int nextHeader, int hopLimit, InetAddress source, InetAddress destination) {

    /** Length of the header. */
    public static final int LENGTH = 40;

    /**
     * Writes the header at the buffer's position, which moves behind it.
     *
     * @param into a big-endian buffer with 40 bytes of room
     */
    public void encode(ByteBuffer into) {
        into.putInt(flow).putShort((short) payloadLength);
        into.put((byte) nextHeader).put((byte) hopLimit);
        into.put(source.getAddress()).put(destination.getAddress());
    }

    /**
     * Reads a header and narrows the buffer to the payload by its length, so that link-layer padding is gone.
     *
     * @param packet a big-endian buffer at the header's first byte
     * @return the header; empty, the buffer untouched, if it is no whole IPv6 packet. Extension headers are not followed: the
     *     next header says that there is one
     */
    public static Optional<Ipv6Header> decode(ByteBuffer packet) {
        int start = packet.position();
        if (packet.remaining() < LENGTH || (packet.get(start) & 0xf0) != 0x60) {
            return Optional.empty();
        }
        int payloadLength = packet.getShort(start + 4) & 0xffff;
        if (payloadLength > packet.remaining() - LENGTH) {
            return Optional.empty();
        }
        Ipv6Header header = new Ipv6Header(
                packet.getInt(start),
                payloadLength,
                packet.get(start + 6) & 0xff,
                packet.get(start + 7) & 0xff,
                address(packet, start + 8),
                address(packet, start + 24));
        packet.limit(start + LENGTH + payloadLength).position(start + LENGTH);
        return Optional.of(header);
    }

    private static InetAddress address(ByteBuffer packet, int index) {
        byte[] bytes = new byte[16];
        packet.get(index, bytes);
        return IpAddress.of(bytes);
    }
}
