package io.github.lvs4j.testkit.hosts;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;

/**
 * A frame as it passed an interface. Immutable.
 *
 * @param time when, by the wall clock of the kernel
 * @param bytes from the link layer's header on; reading through the accessor moves no position
 * @param originalLength how long the frame was, in bytes; more than there are bytes when the capture cut it
 */
public record CapturedFrame(Instant time, ByteBuffer bytes, int originalLength) {
    private static final int TYPE_OFFSET = 12;

    /** Takes a copy of the bytes. */
    public CapturedFrame {
        bytes = ByteBuffer.allocate(bytes.remaining())
                .put(bytes.duplicate())
                .flip()
                .asReadOnlyBuffer();
    }

    /** A view of its own for each caller, in network byte order. */
    @Override
    public ByteBuffer bytes() {
        return bytes.duplicate();
    }

    /**
     * The EtherType, by IEEE 802.3 at offset 12.
     *
     * @return 0x0800 for IPv4, 0x0806 for ARP, …; -1 when the frame is too short to have one
     */
    public int etherType() {
        return bytes.limit() < TYPE_OFFSET + 2 ? -1 : Short.toUnsignedInt(bytes.getShort(TYPE_OFFSET));
    }

    /**
     * All bytes as lower-case hexadecimal digits, without spaces.
     *
     * @return two digits for each byte
     */
    public String hex() {
        byte[] copy = new byte[bytes.limit()];
        bytes().get(copy);
        return HexFormat.of().formatHex(copy);
    }
}
