package io.github.lvs4j.netlink;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.Endpoint;
import java.net.InetAddress;
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
 *
 * <p>It writes the message under way as numbers of four bytes, netlink's own unit, into an array: a JVM that has just started
 * spends its time on each single access to a buffer, and has none to an array.
 */
public final class AttributeWriter {

    private static final int HEADER = 4;
    private static final int NESTED = 0x8000;

    private final int[] words;
    private final boolean littleEndian;
    private int limit;
    private int position;

    /**
     * Makes a writer of messages.
     *
     * @param bytes room for the longest
     * @param order the machine's
     */
    AttributeWriter(int bytes, ByteOrder order) {
        words = new int[bytes / 4];
        littleEndian = order == ByteOrder.LITTLE_ENDIAN;
    }

    /** Begins a message. */
    void restart(int room) {
        position = 0;
        limit = Math.min(room, words.length * 4);
    }

    /** The message's header (struct nlmsghdr), its length excepted. */
    void header(int type, int flags, int sequence) {
        int at = reserve(MessageWriter.HEADER) >> 2;
        words[at + 1] = pair(type, flags);
        words[at + 2] = sequence;
        words[at + 3] = 0;
    }

    /** Goes on behind the first bytes of the message before, which differ in their sequence number only. */
    void resume(int behind, int sequence) {
        reserve(behind);
        words[2] = sequence;
    }

    /** The message so far, from its first byte on. */
    int[] words() {
        return words;
    }

    /** The message's length so far, in bytes. */
    int position() {
        return position;
    }

    /** Makes sure of room, and says clearly if there is none. */
    private int reserve(int bytes) {
        int at = position;
        if (bytes > limit - at) {
            throw new IllegalStateException(
                    "a netlink message does not fit: " + bytes + " more bytes at " + at + " of " + limit);
        }
        position = at + bytes;
        return at;
    }

    /** Bytes of a fixed part, in the machine's order: one, two or four, at a multiple of their number. */
    void fixed(int bytes, int value) {
        int at = reserve(bytes);
        int within = at & 3;
        if (bytes + within > 4) {
            throw new IllegalStateException(
                    bytes + " bytes of a netlink message at " + at + ", which is no multiple of it");
        }
        int bits = bytes == 4 ? value : value & ((1 << (8 * bytes)) - 1);
        int shifted = bits << (8 * (littleEndian ? within : 4 - bytes - within));
        words[at >> 2] = within == 0 ? shifted : words[at >> 2] | shifted;
    }

    /** Two numbers of two bytes as they lie in memory. */
    int pair(int first, int second) {
        return littleEndian ? (first & 0xffff) | (second << 16) : (first << 16) | (second & 0xffff);
    }

    /** Four bytes as they lie in memory. */
    private int inMemory(int inNetworkOrder) {
        return littleEndian ? Integer.reverseBytes(inNetworkOrder) : inNetworkOrder;
    }

    /** An attribute of up to four bytes, which are given as they lie in memory, padding included. */
    private AttributeWriter shortOne(int type, int length, int value) {
        int at = reserve(HEADER + 4) >> 2;
        words[at] = pair(HEADER + length, type);
        words[at + 1] = value;
        return this;
    }

    /** The header of an attribute. Returns the place of its value among the words, of which the last is cleared. */
    private int begin(int type, int length) {
        int padded = (length + 3) & ~3;
        int at = reserve(HEADER + padded) >> 2;
        if (padded != length) {
            words[at + (padded >> 2)] = 0;
        }
        words[at] = pair(HEADER + length, type);
        return at + 1;
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
        return shortOne(type, 1, littleEndian ? value & 0xff : value << 24);
    }

    /**
     * Two bytes in the machine's order.
     *
     * @param type its number
     * @param value 0 to 65535
     * @return this writer
     */
    public AttributeWriter u16(int type, int value) {
        return shortOne(type, 2, littleEndian ? value & 0xffff : value << 16);
    }

    /**
     * Two bytes in network order.
     *
     * @param type its number
     * @param value 0 to 65535
     * @return this writer
     */
    public AttributeWriter u16be(int type, int value) {
        return shortOne(type, 2, inMemory(value << 16));
    }

    /**
     * Four bytes in the machine's order.
     *
     * @param type its number
     * @param value 0 to 4294967295, or a negative int
     * @return this writer
     */
    public AttributeWriter u32(int type, long value) {
        return shortOne(type, 4, (int) value);
    }

    /**
     * Four bytes in network order.
     *
     * @param type its number
     * @param value 0 to 4294967295
     * @return this writer
     */
    public AttributeWriter u32be(int type, long value) {
        return shortOne(type, 4, inMemory((int) value));
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
        words[at] = first;
        words[at + 1] = second;
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
        words[at] = first;
        words[at + 1] = second;
        words[at + 2] = third;
        words[at + 3] = fourth;
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
        int at = begin(type, value.length);
        for (int i = 0; i < value.length; i++) {
            put(at, i, value[i]);
        }
        return this;
    }

    /** One byte of a value, in their order. */
    private void put(int at, int index, int value) {
        int within = index & 3;
        int shifted = (value & 0xff) << (8 * (littleEndian ? within : 3 - within));
        int word = at + (index >> 2);
        words[word] = within == 0 ? shifted : words[word] | shifted;
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
            put(at, i, value.charAt(i));
        }
        put(at, length, 0);
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
        u64be(at + 2, value.lowerBits());
        return this;
    }

    private void u64be(int at, long value) {
        words[at] = inMemory((int) (value >>> 32));
        words[at + 1] = inMemory((int) value);
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
        words[at >> 2] = pair(0, type | NESTED);
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
        words[mark >> 2] |= pair(length, 0);
        return this;
    }
}
