package io.github.lvs4j.vrrp.packet;

import io.github.lvs4j.net.IpAddress;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The IPv4 header around an advertisement (RFC 791 section 3.1), without options when written. Immutable.
 *
 * @param typeOfService the second byte
 * @param totalLength header and payload in bytes
 * @param identification 0 to 0xffff
 * @param flagsAndFragment the 16 bits of flags and fragment offset
 * @param timeToLive 0 to 255
 * @param protocol the payload's protocol
 * @param source the sender
 * @param destination the receiver
 */
public record Ipv4Header(
        int typeOfService,
        int totalLength,
        int identification,
        int flagsAndFragment,
        int timeToLive,
        int protocol,
        InetAddress source,
        InetAddress destination) {

    /** Length of a header without options. */
    public static final int LENGTH = 20;

    /** Internetwork control, DSCP CS6: what keepalived and FRR send. */
    public static final int INTERNETWORK_CONTROL = 0xc0;

    /** The only TTL that a receiver accepts from a neighbour (RFC 9568 section 5.1.1.3). */
    public static final int NEIGHBOUR_TTL = 255;

    private static final int FRAGMENT_BITS = 0x3fff; // more-fragments flag and offset

    /**
     * The header as keepalived writes it: TOS 0xc0, no flags, TTL 255, protocol 112.
     *
     * @param source the sender
     * @param destination the group or the peer
     * @param identification the packet's number; keepalived counts from 1
     * @param payloadLength bytes behind the header
     * @return the header
     */
    public static Ipv4Header forAdvertisement(
            InetAddress source, InetAddress destination, int identification, int payloadLength) {
        return forProtocol(Advertisement.PROTOCOL, source, destination, identification, payloadLength);
    }

    /**
     * The same header for an advertisement behind an authentication header.
     *
     * @param source the sender
     * @param destination the group or the peer
     * @param identification the packet's number
     * @param payloadLength bytes behind the header
     * @return the header with protocol 51
     */
    public static Ipv4Header forAuthenticated(
            InetAddress source, InetAddress destination, int identification, int payloadLength) {
        return forProtocol(AuthenticationHeader.PROTOCOL, source, destination, identification, payloadLength);
    }

    private static Ipv4Header forProtocol(
            int protocol, InetAddress source, InetAddress destination, int identification, int payloadLength) {
        return new Ipv4Header(
                INTERNETWORK_CONTROL,
                LENGTH + payloadLength,
                identification & 0xffff,
                0,
                NEIGHBOUR_TTL,
                protocol,
                source,
                destination);
    }

    /**
     * Writes the header at the buffer's position, which moves behind it.
     *
     * @param into a big-endian buffer with 20 bytes of room
     */
    public void encode(ByteBuffer into) {
        int start = into.position();
        into.put((byte) 0x45);
        into.put((byte) typeOfService);
        into.putShort((short) totalLength);
        into.putShort((short) identification);
        into.putShort((short) flagsAndFragment);
        into.put((byte) timeToLive);
        into.put((byte) protocol);
        into.putShort((short) 0);
        into.put(source.getAddress());
        into.put(destination.getAddress());
        into.putShort(start + 10, (short) InternetChecksum.of(into, start, LENGTH, 0));
    }

    /**
     * Reads a header with its options and narrows the buffer to the payload by the header's total length, so that link-layer
     * padding is gone.
     *
     * @param packet a big-endian buffer at the header's first byte
     * @return the header; empty, the buffer untouched, if it is no whole IPv4 header, lies about its length, is a fragment, or
     *     its checksum is wrong
     */
    public static Optional<Ipv4Header> decode(ByteBuffer packet) {
        int start = packet.position();
        if (packet.remaining() < LENGTH || (packet.get(start) & 0xf0) != 0x40) {
            return Optional.empty();
        }
        int headerLength = (packet.get(start) & 0x0f) * 4;
        int totalLength = packet.getShort(start + 2) & 0xffff;
        int fragment = packet.getShort(start + 6) & 0xffff;
        boolean sound = headerLength >= LENGTH
                && headerLength <= totalLength
                && totalLength <= packet.remaining()
                && (fragment & FRAGMENT_BITS) == 0
                && InternetChecksum.of(packet, start, headerLength, 0) == 0;
        if (!sound) {
            return Optional.empty();
        }
        Ipv4Header header = new Ipv4Header(
                packet.get(start + 1) & 0xff,
                totalLength,
                packet.getShort(start + 4) & 0xffff,
                fragment,
                packet.get(start + 8) & 0xff,
                packet.get(start + 9) & 0xff,
                address(packet, start + 12),
                address(packet, start + 16));
        packet.limit(start + totalLength).position(start + headerLength);
        return Optional.of(header);
    }

    private static InetAddress address(ByteBuffer packet, int index) {
        byte[] bytes = new byte[4];
        packet.get(index, bytes);
        return IpAddress.of(bytes);
    }
}
