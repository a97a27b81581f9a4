package io.github.lvs4j.netlink;

import io.github.lvs4j.net.IpAddress;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A cursor over attributes (struct nlattr; the layout is drawn at {@link AttributeWriter}). Types that a caller does not
 * know are passed over by asking for the next one. Every access checks its length: cut-off input is a {@link
 * MalformedMessageException}, never an index out of bounds.
 *
 * <p>Byte order stands in the method's name. Confined to one thread; {@link #wrap} lets one object serve many messages.
 */
public final class AttributeReader {

    private static final int HEADER = 4;
    private static final int TYPE_MASK = 0x3fff;

    private ByteBuffer buffer = ByteBuffer.allocate(0);
    private int next;
    private int end;
    private int type;
    private int value;
    private int length;

    /** A reader of nothing, until it is set to something. */
    public AttributeReader() {}

    /**
     * Starts before the first attribute.
     *
     * @param bytes where they are, in the machine's byte order
     * @param from position of the first
     * @param to position after the last
     * @return this reader
     */
    public AttributeReader wrap(ByteBuffer bytes, int from, int to) {
        if (from < 0 || to > bytes.capacity() || from > to) {
            throw new MalformedMessageException(
                    "attributes from " + from + " to " + to + " lie outside of " + bytes.capacity() + " bytes");
        }
        buffer = bytes;
        next = from;
        end = to;
        return this;
    }

    /**
     * Goes to the next attribute.
     *
     * @return false if there is none
     * @throws MalformedMessageException if its length is impossible
     */
    public boolean next() {
        int rest = end - next;
        if (rest < HEADER) {
            return false; // padding
        }
        int whole = buffer.getShort(next) & 0xffff;
        type = buffer.getShort(next + 2) & TYPE_MASK;
        if (whole < HEADER || whole > rest) {
            throw new MalformedMessageException(
                    "attribute " + type + " claims " + whole + " bytes where " + rest + " are left");
        }
        value = next + HEADER;
        length = whole - HEADER;
        next = Math.min(end, next + ((whole + 3) & ~3));
        return true;
    }

    /**
     * The attribute's number, without the marks for nesting and byte order.
     *
     * @return its type
     */
    public int type() {
        return type;
    }

    /**
     * The length of its value.
     *
     * @return bytes, without header and padding
     */
    public int length() {
        return length;
    }

    private int need(int bytes) {
        if (length < bytes) {
            throw new MalformedMessageException(
                    "attribute " + type + " has " + length + " bytes where " + bytes + " are needed");
        }
        return value;
    }

    /**
     * One byte.
     *
     * @return 0 to 255
     */
    public int u8() {
        return buffer.get(need(1)) & 0xff;
    }

    /**
     * Two bytes in the machine's order.
     *
     * @return 0 to 65535
     */
    public int u16() {
        return buffer.getShort(need(2)) & 0xffff;
    }

    /**
     * Two bytes in network order.
     *
     * @return 0 to 65535
     */
    public int u16be() {
        int at = need(2);
        return ((buffer.get(at) & 0xff) << 8) | (buffer.get(at + 1) & 0xff);
    }

    /**
     * Four bytes in the machine's order.
     *
     * @return 0 to 4294967295
     */
    public long u32() {
        return s32() & 0xffff_ffffL;
    }

    /**
     * Four bytes in the machine's order, as a signed number.
     *
     * @return any int
     */
    public int s32() {
        return buffer.getInt(need(4));
    }

    /**
     * Four bytes in the machine's order, not from the beginning of the value.
     *
     * @param offset from where
     * @return 0 to 4294967295
     */
    public long u32at(int offset) {
        return buffer.getInt(need(offset + 4) + offset) & 0xffff_ffffL;
    }

    /**
     * Four bytes in network order.
     *
     * @return any int
     */
    public int s32be() {
        int at = need(4);
        return ((buffer.get(at) & 0xff) << 24)
                | ((buffer.get(at + 1) & 0xff) << 16)
                | ((buffer.get(at + 2) & 0xff) << 8)
                | (buffer.get(at + 3) & 0xff);
    }

    /**
     * Eight bytes in the machine's order.
     *
     * @return an unsigned number; counters do not reach the sign
     */
    public long u64() {
        return buffer.getLong(need(8));
    }

    /**
     * Eight bytes in network order, not from the beginning of the value.
     *
     * @param offset from where
     * @return any long
     */
    public long u64be(int offset) {
        long number = buffer.getLong(need(offset + 8) + offset);
        return buffer.order() == ByteOrder.BIG_ENDIAN ? number : Long.reverseBytes(number);
    }

    /**
     * The bytes as they are.
     *
     * @return a copy
     */
    public byte[] bytes() {
        byte[] copy = new byte[length];
        buffer.get(value, copy);
        return copy;
    }

    /**
     * The first bytes of the value.
     *
     * @param count how many
     * @return a copy
     */
    public byte[] bytes(int count) {
        byte[] copy = new byte[count];
        buffer.get(need(count), copy);
        return copy;
    }

    /**
     * Text in UTF-8, up to a zero byte if there is one.
     *
     * @return the text
     */
    public String string() {
        int size = 0;
        while (size < length && buffer.get(value + size) != 0) {
            size++;
        }
        byte[] text = new byte[size];
        buffer.get(value, text);
        return new String(text, StandardCharsets.UTF_8);
    }

    /**
     * Whether {@link #string} would return a text, without making one.
     *
     * @param text what to compare with
     * @return true if it is the same; false for any text that is not plain ASCII
     */
    public boolean isText(String text) {
        int size = text.length();
        if (length < size || (length > size && buffer.get(value + size) != 0)) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            byte next = buffer.get(value + i);
            if (next <= 0 || next != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * An address of four or sixteen bytes.
     *
     * @return the address
     * @throws MalformedMessageException for any other length
     */
    public InetAddress address() {
        if (length != 4 && length != 16) {
            throw new MalformedMessageException("attribute " + type + " has " + length + " bytes, which is no address");
        }
        return IpAddress.of(bytes());
    }

    /**
     * A cursor over the attributes that are this one's value.
     *
     * @return a new reader
     */
    public AttributeReader nested() {
        return nested(new AttributeReader());
    }

    /**
     * Sets another cursor to the attributes that are this one's value.
     *
     * @param into a reader to be used again
     * @return that reader
     */
    public AttributeReader nested(AttributeReader into) {
        return into.wrap(buffer, value, value + length);
    }
}
