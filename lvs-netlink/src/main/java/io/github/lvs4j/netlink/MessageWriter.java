package io.github.lvs4j.netlink;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import org.jspecify.annotations.Nullable;

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

    private final IntBuffer buffer;
    private final int room;
    private final AttributeWriter attributes;
    private int start = CLOSED;
    private int previousStart = CLOSED;
    private int length;
    private int sequence;
    private @Nullable Object opening;
    private int openingKind;
    private int openingEnd;

    /**
     * A writer from position 0 on.
     *
     * @param buffer where to write, in the machine's byte order; neither its position nor its limit counts
     */
    public MessageWriter(ByteBuffer buffer) {
        this.room = buffer.capacity() & ~3;
        this.buffer =
                buffer.duplicate().order(buffer.order()).clear().limit(room).asIntBuffer();
        this.attributes = new AttributeWriter(room, buffer.order());
    }

    /** Starts again at position 0. */
    public void clear() {
        length = 0;
        start = CLOSED;
        previousStart = CLOSED;
        opening = null;
    }

    /**
     * How much was written: the messages that are ended.
     *
     * @return bytes from position 0, a multiple of four
     */
    public int length() {
        return length;
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
        start = length;
        opening = null;
        attributes.restart(room - start);
        attributes.header(type, flags, sequence);
        return this;
    }

    /**
     * Says that what the open message holds so far is how every message of this kind about this thing begins, so that the next
     * one may {@link #resume}.
     *
     * @param kind tells apart what is said about the thing
     * @param thing compared by identity; it must not change
     */
    public void opening(int kind, Object thing) {
        openingKind = kind;
        opening = thing;
        openingEnd = attributes.position();
    }

    /**
     * Begins a message behind the opening of the one before, which stands where it was written, if it is of the same kind and about
     * the same thing.
     *
     * @param kind as given to {@link #opening}
     * @param thing as given to {@link #opening}
     * @return whether a message is open now; if not, {@link #begin} one
     * @throws IllegalStateException if one is open already
     */
    public boolean resume(int kind, Object thing) {
        if (opening != thing || openingKind != kind) {
            return false;
        }
        if (start != CLOSED) {
            throw new IllegalStateException("a netlink message is open already");
        }
        start = length;
        attributes.restart(room - start);
        attributes.resume(openingEnd, sequence);
        return true;
    }

    /**
     * One byte of the fixed part.
     *
     * @param value 0 to 255
     * @return this writer
     */
    public MessageWriter u8(int value) {
        attributes.fixed(1, value);
        return this;
    }

    /**
     * Two bytes of the fixed part in the machine's order.
     *
     * @param value 0 to 65535
     * @return this writer
     */
    public MessageWriter u16(int value) {
        attributes.fixed(2, value);
        return this;
    }

    /**
     * Four bytes of the fixed part in the machine's order.
     *
     * @param value 0 to 4294967295, or a negative int
     * @return this writer
     */
    public MessageWriter u32(long value) {
        attributes.fixed(4, (int) value);
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

    /** Ends the open message by writing its length, and puts it into the buffer. */
    public void end() {
        if (start == CLOSED) {
            throw new IllegalStateException("no netlink message is open");
        }
        int bytes = attributes().position();
        int[] words = attributes.words();
        words[0] = bytes;
        buffer.put(start >> 2, words, 0, bytes >> 2);
        length = start + bytes;
        previousStart = start;
        start = CLOSED;
    }

    /** Whether all messages are ended. */
    boolean isClosed() {
        return start == CLOSED;
    }

    /** Asks for an acknowledgement of the message that was ended last. */
    void acknowledgeLast() {
        int at = (previousStart >> 2) + 1;
        buffer.put(at, buffer.get(at) | attributes.pair(0, MessageFlags.ACK));
    }
}
