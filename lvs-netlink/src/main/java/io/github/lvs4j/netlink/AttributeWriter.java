package io.github.lvs4j.netlink;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.Endpoint;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes attributes (struct nlattr of linux/netlink.h) in place, one after the other, each padded to four bytes:
 *
 * <pre>
 *  0               2               4
 * +---------------+---------------+------------------+-----+
 * | length of all | type          | value            | pad |
 * +---------------+---------------+------------------+-----+
 * </pre>
 *
 * <p>Byte order stands in the method's name: plain is the machine's, {@code be} is the network's. Confined to the owner of
 * its {@link MessageWriter}.
 */
public final class AttributeWriter {

    private static final int HEADER = 4;
    private static final int NESTED = 0x8000;

    private final ByteBuffer buffer;
    private final boolean littleEndian;
    private int position;

    AttributeWriter(ByteBuffer buffer) {
        this.buffer = buffer;
        this.littleEndian = buffer.order() == ByteOrder.LITTLE_ENDIAN;
    }

    int position() {
        return position;
    }

    void position(int value) {
        position = value;
    }

    /** Makes sure of room, and says clearly if there is none. */
    int reserve(int bytes) {
        if (bytes > buffer.capacity() - position) {
            throw new IllegalStateException("a netlink message does not fit: " + bytes + " more bytes at " + position
                    + " of " + buffer.capacity());
        }
        int at = position;
        position += bytes;
        return at;
    }

    private int begin(int type, int length) {
        int padded = (length + 3) & ~3;
        int at = reserve(HEADER + padded);
        if (padded != length) {
            buffer.putInt(at + HEADER + padded - 4, 0);
        }
        buffer.putShort(at, (short) (HEADER + length)).putShort(at + 2, (short) type);
        return at + HEADER;
    }

    /**
     * An attribute of up to four bytes at once: header, value and padding are one number. Most attributes are so short, and a
     * JVM that has just started spends its time on each single put.
     *
     * @param inOrder the value's four bytes as a number in network order, padding included
     */
    private AttributeWriter shortOne(int type, int length, int inOrder) {
        int at = reserve(HEADER + 4);
        int header = littleEndian ? (HEADER + length) | (type << 16) : ((HEADER + length) << 16) | type;
        long first = Integer.toUnsignedLong(littleEndian ? header : inOrder);
        long second = Integer.toUnsignedLong(littleEndian ? Integer.reverseBytes(inOrder) : header);
        buffer.putLong(at, first | (second << 32));
        return this;
    }

    /**
     * An attribute that is there or not.
     *
     * @param type its number
     * @return this writer
     */
    public AttributeWriter flag(int type) {
        begin(type, 0);
        return this;
    }

    /**
     * One byte.
     *
     * @param type its number
     * @param value 0 to 255
     * @return this writer
     */
    public AttributeWriter u8(int type, int value) {
        return shortOne(type, 1, value << 24);
    }

    /**
     * Two bytes in the machine's order.
     *
     * @param type its number
     * @param value 0 to 65535
     * @return this writer
     */
    public AttributeWriter u16(int type, int value) {
        return shortOne(type, 2, (littleEndian ? Short.reverseBytes((short) value) : value) << 16);
    }

    /**
     * Two bytes in network order.
     *
     * @param type its number
     * @param value 0 to 65535
     * @return this writer
     */
    public AttributeWriter u16be(int type, int value) {
        return shortOne(type, 2, value << 16);
    }

    /**
     * Four bytes in the machine's order.
     *
     * @param type its number
     * @param value 0 to 4294967295, or a negative int
     * @return this writer
     */
    public AttributeWriter u32(int type, long value) {
        return shortOne(type, 4, littleEndian ? Integer.reverseBytes((int) value) : (int) value);
    }

    /**
     * Four bytes in network order.
     *
     * @param type its number
     * @param value 0 to 4294967295
     * @return this writer
     */
    public AttributeWriter u32be(int type, long value) {
        return shortOne(type, 4, (int) value);
    }

    /**
     * Numbers of four bytes each in the machine's order: a C struct of such.
     *
     * @param type its number
     * @param first the first
     * @param second the next
     * @return this writer
     */
    public AttributeWriter u32s(int type, int first, int second) {
        int at = begin(type, 8);
        buffer.putInt(at, first).putInt(at + 4, second);
        return this;
    }

    /**
     * Numbers of four bytes each in the machine's order: a C struct of such.
     *
     * @param type its number
     * @param first the first
     * @param second the next
     * @param third the next
     * @param fourth the last
     * @return this writer
     */
    public AttributeWriter u32s(int type, int first, int second, int third, int fourth) {
        int at = begin(type, 16);
        buffer.putInt(at, first).putInt(at + 4, second).putInt(at + 8, third).putInt(at + 12, fourth);
        return this;
    }

    /**
     * Bytes as they are.
     *
     * @param type its number
     * @param value the bytes
     * @return this writer
     */
    public AttributeWriter bytes(int type, byte[] value) {
        buffer.put(begin(type, value.length), value);
        return this;
    }

    /**
     * Text in UTF-8 with a zero byte after it. Plain ASCII, as all names in the kernel are, is written without a copy.
     *
     * @param type its number
     * @param value the text
     * @return this writer
     */
    public AttributeWriter string(int type, String value) {
        int length = value.length();
        for (int i = 0; i < length; i++) {
            if (value.charAt(i) >= 0x80) {
                return bytes(type, (value + '\0').getBytes(StandardCharsets.UTF_8));
            }
        }
        int at = begin(type, length + 1);
        for (int i = 0; i < length; i++) {
            buffer.put(at + i, (byte) value.charAt(i));
        }
        buffer.put(at + length, (byte) 0);
        return this;
    }

    /**
     * The address of an endpoint in network order: four or sixteen bytes.
     *
     * @param type its number
     * @param value the endpoint; its port is not written
     * @return this writer
     */
    public AttributeWriter address(int type, Endpoint value) {
        if (value.family() == AddressFamily.INET) {
            return u32be(type, value.lowerBits());
        }
        int at = begin(type, 16);
        u64be(at, value.upperBits());
        u64be(at + 8, value.lowerBits());
        return this;
    }

    private void u64be(int at, long value) {
        buffer.putLong(at, buffer.order() == ByteOrder.BIG_ENDIAN ? value : Long.reverseBytes(value));
    }

    /**
     * An address in network order: four or sixteen bytes.
     *
     * @param type its number
     * @param value the address
     * @return this writer
     */
    public AttributeWriter address(int type, InetAddress value) {
        return bytes(type, value.getAddress());
    }

    /**
     * Begins an attribute whose value is attributes. Everything written until {@link #endNested} belongs to it.
     *
     * @param type its number; the kernel's mark for nesting is added
     * @return what to give to {@link #endNested}
     */
    public int nested(int type) {
        int at = reserve(HEADER);
        buffer.putShort(at + 2, (short) (type | NESTED));
        return at;
    }

    /**
     * Ends a nested attribute.
     *
     * @param mark what {@link #nested} returned
     * @return this writer
     * @throws IllegalStateException if it is too long for its length field
     */
    public AttributeWriter endNested(int mark) {
        int length = position - mark;
        if (length > 0xffff) {
            throw new IllegalStateException("a nested attribute of " + length + " bytes does not fit its length field");
        }
        buffer.putShort(mark, (short) length);
        return this;
    }
}
