package io.github.lvs4j.netlink;

import java.nio.ByteBuffer;

/**
 * Writes messages (struct nlmsghdr of linux/netlink.h) in place, back to back:
 *
 * <pre>
 *  0                               4               6
 * +-------------------------------+---------------+---------------+
 * | length of all                 | type          | flags         |
 * +-------------------------------+---------------+---------------+
 * | sequence                      | port, 0 here                  |
 * +-------------------------------+-------------------------------+
 * | fixed part of the type, then attributes                       |
 * +----------------------------------------------------------------
 * </pre>
 *
 * <p>The kernel silently ignores everything after a wrong length, so lengths are never taken from a caller: {@link #end}
 * patches the true one in. Confined to one thread.
 */
public final class MessageWriter {

    /** Length of the header. */
    public static final int HEADER = 16;

    private static final int CLOSED = -1;

    private final ByteBuffer buffer;
    private final AttributeWriter attributes;
    private int start = CLOSED;
    private int previousStart = CLOSED;
    private int sequence;

    /**
     * A writer from position 0 on.
     *
     * @param buffer where to write, in the machine's byte order; neither its position nor its limit counts
     */
    public MessageWriter(ByteBuffer buffer) {
        this.buffer = buffer;
        this.attributes = new AttributeWriter(buffer);
    }

    /** Starts again at position 0. */
    public void clear() {
        attributes.position(0);
        start = CLOSED;
        previousStart = CLOSED;
    }

    /**
     * How much was written.
     *
     * @return bytes from position 0, a multiple of four
     */
    public int length() {
        return attributes.position();
    }

    /** Sets the sequence number of the next message. */
    void sequence(int next) {
        sequence = next;
    }

    /**
     * Begins a message.
     *
     * @param type its type
     * @param flags {@link MessageFlags}, REQUEST included
     * @return this writer, for the type's fixed part
     * @throws IllegalStateException if one is open
     */
    public MessageWriter begin(int type, int flags) {
        if (start != CLOSED) {
            throw new IllegalStateException("a netlink message is open already");
        }
        int at = attributes.reserve(HEADER);
        buffer.putInt(at, 0).putShort(at + 4, (short) type).putShort(at + 6, (short) flags);
        buffer.putInt(at + 8, sequence).putInt(at + 12, 0);
        start = at;
        return this;
    }

    /**
     * One byte of the fixed part.
     *
     * @param value 0 to 255
     * @return this writer
     */
    public MessageWriter u8(int value) {
        buffer.put(attributes.reserve(1), (byte) value);
        return this;
    }

    /**
     * Two bytes of the fixed part in the machine's order.
     *
     * @param value 0 to 65535
     * @return this writer
     */
    public MessageWriter u16(int value) {
        buffer.putShort(attributes.reserve(2), (short) value);
        return this;
    }

    /**
     * Four bytes of the fixed part in the machine's order.
     *
     * @param value 0 to 4294967295, or a negative int
     * @return this writer
     */
    public MessageWriter u32(long value) {
        buffer.putInt(attributes.reserve(4), (int) value);
        return this;
    }

    /**
     * Writes attributes, from here on.
     *
     * @return the one writer for them
     * @throws IllegalStateException if the fixed part does not end at a multiple of four
     */
    public AttributeWriter attributes() {
        if ((attributes.position() & 3) != 0) {
            throw new IllegalStateException("the fixed part of a netlink message ends at " + attributes.position()
                    + ", which is no multiple of four");
        }
        return attributes;
    }

    /** Ends the open message by writing its length. */
    public void end() {
        if (start == CLOSED) {
            throw new IllegalStateException("no netlink message is open");
        }
        buffer.putInt(start, attributes().position() - start);
        previousStart = start;
        start = CLOSED;
    }

    /** Whether all messages are ended. */
    boolean isClosed() {
        return start == CLOSED;
    }

    /** Asks for an acknowledgement of the message that was ended last. */
    void acknowledgeLast() {
        int at = previousStart + 6;
        buffer.putShort(at, (short) (buffer.getShort(at) | MessageFlags.ACK));
    }
}
