package io.github.lvs4j.netlink.socket;

import io.github.lvs4j.net.IpAddress;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * Room for one packet of a {@link RawIpSocket}, filled again and again: receiving allocates nothing while packets come from
 * the address that the one before came from. Confined to one thread; valid until the next receive into it.
 */
public final class ReceivedPacket extends ReceivedBytes {

    private final ByteBuffer payload;
    private byte[] sourceBytes = {0, 0, 0, 0};
    private byte[] destinationBytes = {0, 0, 0, 0};
    private InetAddress source = IpAddress.of(sourceBytes);
    private InetAddress destination = source;
    private int hopLimit;

    /** Room for a packet of a usual network: 2,048 bytes. */
    public ReceivedPacket() {
        this(2048);
    }

    /**
     * Room for a packet.
     *
     * @param capacity bytes, IPv4 header included; what is longer is cut
     */
    public ReceivedPacket(int capacity) {
        super(capacity);
        payload = bytes().duplicate();
    }

    /**
     * What the IP header carries: the packet without an IPv4 header. The kernel gives IPv6 packets without header.
     *
     * @return position 0 or after the header to the end, big endian; the caller may move position and limit
     */
    public ByteBuffer payload() {
        return payload;
    }

    /**
     * Where the packet came from, as its header says.
     *
     * @return an address of the socket's family
     */
    public InetAddress source() {
        return source;
    }

    /**
     * Where it was sent to, as its header says: a multicast group or a local address.
     *
     * @return an address of the socket's family
     */
    public InetAddress destination() {
        return destination;
    }

    /**
     * The TTL or hop limit with which it arrived.
     *
     * @return 0 to 255
     */
    public int hopLimit() {
        return hopLimit;
    }

    /**
     * Fills everything but the bytes; for implementations of {@link RawIpSocket}, which fill those first.
     *
     * @param headerLength bytes before the payload
     * @param from source, 4 or 16 bytes from the position given
     * @param fromOffset its position
     * @param to destination, 4 or 16 bytes from the position given
     * @param toOffset its position
     * @param addressLength 4 or 16
     * @param hops TTL or hop limit
     */
    public void header(
            int headerLength,
            ByteBuffer from,
            int fromOffset,
            ByteBuffer to,
            int toOffset,
            int addressLength,
            int hops) {
        payload.limit(bytes().limit()).position(Math.min(headerLength, bytes().limit()));
        if (!same(sourceBytes, from, fromOffset, addressLength)) {
            sourceBytes = copy(from, fromOffset, addressLength);
            source = IpAddress.of(sourceBytes);
        }
        if (!same(destinationBytes, to, toOffset, addressLength)) {
            destinationBytes = copy(to, toOffset, addressLength);
            destination = IpAddress.of(destinationBytes);
        }
        hopLimit = hops;
    }

    private static boolean same(byte[] known, ByteBuffer bytes, int offset, int length) {
        if (known.length != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (known[i] != bytes.get(offset + i)) {
                return false;
            }
        }
        return true;
    }

    private static byte[] copy(ByteBuffer bytes, int offset, int length) {
        byte[] copy = new byte[length];
        bytes.get(offset, copy, 0, length);
        return copy;
    }

    @Override
    public String toString() {
        return bytes().limit() + " bytes from " + IpAddress.format(source);
    }
}
