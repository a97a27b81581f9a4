package io.github.lvs4j.vrrp.packet;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The IP authentication header between IPv4 header and advertisement (RFC 2338 section 5.3.6, RFC 2402 section 2), as
 * keepalived sends it. Immutable.
 *
 * <pre>
 * +---------------+---------------+-------------------------------+
 * | next hdr, 112 | length, 4     | 0                             |
 * +---------------+---------------+-------------------------------+
 * | security parameters index: the packet's IPv4 source address   |
 * +---------------------------------------------------------------+
 * | sequence number                                               |
 * +---------------------------------------------------------------+
 * | integrity check value: 12 bytes, see {@link IntegrityCheck}   |
 * +---------------------------------------------------------------+
 * </pre>
 *
 * @param parametersIndex the security parameters index, as 32 bits
 * @param sequence 0 to 0xffffffff
 */
public record AuthenticationHeader(int parametersIndex, long sequence) {

    /** The header's number in the IP header (IANA). */
    public static final int PROTOCOL = 51;

    /** Length with a check value of 96 bits. */
    public static final int LENGTH = 24;

    static final int OFFSET_CHECK_VALUE = 12;

    private static final int PAYLOAD_LENGTH = LENGTH / 4 - 2; // RFC 2402 section 2.2

    /**
     * The header that a sender makes.
     *
     * @param source the IPv4 packet's source
     * @param sequence the packet's number
     * @return the header
     */
    public static AuthenticationHeader of(InetAddress source, long sequence) {
        return new AuthenticationHeader(indexOf(source), sequence);
    }

    /**
     * Whether the index is the one that a source must use.
     *
     * @param source the packet's source
     * @return true if they agree
     */
    public boolean belongsTo(InetAddress source) {
        return parametersIndex == indexOf(source);
    }

    /**
     * Writes the header with an empty check value at the buffer's position, which moves behind it.
     *
     * @param into a big-endian buffer with {@link #LENGTH} bytes of room
     */
    public void encode(ByteBuffer into) {
        into.put((byte) Advertisement.PROTOCOL).put((byte) PAYLOAD_LENGTH).putShort((short) 0);
        into.putInt(parametersIndex).putInt((int) sequence);
        into.putInt(0).putInt(0).putInt(0);
    }

    /**
     * Reads a header; the buffer's position moves behind it.
     *
     * @param payload a big-endian buffer at the header's first byte
     * @return the header; empty, the buffer untouched, if it is cut, is followed by anything but an advertisement, or carries a
     *     check value of another length
     */
    public static Optional<AuthenticationHeader> decode(ByteBuffer payload) {
        int start = payload.position();
        boolean sound = payload.remaining() >= LENGTH
                && (payload.get(start) & 0xff) == Advertisement.PROTOCOL
                && payload.get(start + 1) == PAYLOAD_LENGTH;
        if (!sound) {
            return Optional.empty();
        }
        payload.position(start + LENGTH);
        return Optional.of(
                new AuthenticationHeader(payload.getInt(start + 4), payload.getInt(start + 8) & 0xffff_ffffL));
    }

    private static int indexOf(InetAddress source) {
        return ByteBuffer.wrap(source.getAddress()).getInt();
    }
}
