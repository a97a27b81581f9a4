package io.github.lvs4j.vrrp.packet;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The trailer behind an advertisement that carries keepalived 2.4.2's HMAC; see {@link io.github.lvs4j.vrrp.Hmac}, which is
 * experimental. The advertisement's checksum does not cover it. Immutable.
 *
 * <pre>
 * +---------------+---------------+-------------------------------+
 * | type, 1       | key id        | 0                             |
 * +---------------+---------------+-------------------------------+
 * | seconds since 1970                                            |
 * +-------------------------------+-------------------------------+
 * | fraction, 1/65536 s           | counter                       |
 * +-------------------------------+-------------------------------+
 * | first 16 bytes of HMAC-SHA256                                 |
 * +---------------------------------------------------------------+
 * </pre>
 *
 * @param type 1; other numbers survive decoding
 * @param keyId which key the MAC was made with
 * @param stamp seconds, fraction and counter as one unsigned number, which grows from packet to packet
 */
public record HmacTrailer(int type, int keyId, long stamp) {

    /** Length with the MAC. */
    public static final int LENGTH = 28;

    /** Length of what goes before the MAC. */
    static final int HEAD_LENGTH = 12;

    /** Length of the MAC. */
    static final int MAC_LENGTH = 16;

    private static final long NANOS = 1_000_000_000L;

    /** The only known type. */
    public static final int TYPE_SHA256 = 1;

    /**
     * Writes the head at the buffer's position, which moves behind it; the MAC follows.
     *
     * @param into a big-endian buffer with 12 bytes of room
     */
    void encodeHead(ByteBuffer into) {
        into.put((byte) type).put((byte) keyId).putShort((short) 0).putLong(stamp);
    }

    /**
     * Reads a trailer without judging it.
     *
     * @param bytes a big-endian buffer; its position does not move
     * @return the trailer; empty unless exactly {@link #LENGTH} bytes are left
     */
    public static Optional<HmacTrailer> decode(ByteBuffer bytes) {
        int start = bytes.position();
        return bytes.remaining() == LENGTH
                ? Optional.of(
                        new HmacTrailer(bytes.get(start) & 0xff, bytes.get(start + 1) & 0xff, bytes.getLong(start + 4)))
                : Optional.empty();
    }

    /**
     * The stamp's instant, without the counter.
     *
     * @return nanoseconds since 1970
     */
    public long instantNanos() {
        long seconds = stamp >>> 32;
        long fraction = (stamp >>> 16) & 0xffff;
        return seconds * NANOS + ((fraction * NANOS) >>> 16);
    }

    /**
     * The least stamp of an instant.
     *
     * @param wallNanos nanoseconds since 1970
     * @return a stamp with counter 0
     */
    public static long stampOf(long wallNanos) {
        long seconds = wallNanos / NANOS;
        long fraction = ((wallNanos % NANOS) << 16) / NANOS;
        return (seconds << 32) | (fraction << 16);
    }
}
