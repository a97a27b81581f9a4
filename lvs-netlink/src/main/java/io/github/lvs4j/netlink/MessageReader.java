package io.github.lvs4j.netlink;

import java.nio.ByteBuffer;

/**
 * A cursor over the messages of one datagram (struct nlmsghdr; the layout is drawn at {@link MessageWriter}). Cut-off input
 * is a {@link MalformedMessageException}. Confined to one thread; {@link #wrap} lets one object serve many datagrams.
 */
public final class MessageReader {

    /** MAX_ERRNO of linux/err.h. */
    private static final int MOST_ERRNO = 4095;

    private ByteBuffer buffer = ByteBuffer.allocate(0);
    private int next;
    private int end;
    private int start;
    private int messageEnd;

    /** A reader of nothing, until it is set to something. */
    public MessageReader() {}

    /**
     * Starts before the first message.
     *
     * @param bytes the datagram from position 0, in the machine's byte order
     * @param length its length
     * @return this reader
     */
    public MessageReader wrap(ByteBuffer bytes, int length) {
        if (length < 0 || length > bytes.capacity()) {
            throw new MalformedMessageException(
                    "a datagram of " + length + " bytes in a buffer of " + bytes.capacity());
        }
        buffer = bytes;
        next = 0;
        end = length;
        return this;
    }

    /**
     * Goes to the next message.
     *
     * @return false if there is none
     * @throws MalformedMessageException if its length is impossible
     */
    public boolean next() {
        int rest = end - next;
        if (rest == 0) {
            return false;
        }
        int length = rest < MessageWriter.HEADER ? rest : buffer.getInt(next);
        if (length < MessageWriter.HEADER || length > rest) {
            next = end;
            throw new MalformedMessageException(
                    "a netlink message claims " + length + " bytes where " + rest + " are left");
        }
        start = next;
        messageEnd = start + length;
        next = Math.min(end, start + ((length + 3) & ~3));
        return true;
    }

    /**
     * The message's type.
     *
     * @return 0 to 65535
     */
    public int type() {
        return buffer.getShort(start + 4) & 0xffff;
    }

    /**
     * The message's flags.
     *
     * @return {@link MessageFlags}
     */
    public int flags() {
        return buffer.getShort(start + 6) & 0xffff;
    }

    /**
     * The number of the request that it answers.
     *
     * @return 0 for messages to a group
     */
    public int sequence() {
        return buffer.getInt(start + 8);
    }

    /**
     * The socket whose request it answers.
     *
     * @return a {@link NetlinkSocket#port()} of whatever process; 0 for what the kernel did unasked
     */
    public int port() {
        return buffer.getInt(start + 12);
    }

    /**
     * The length of the body.
     *
     * @return bytes after the header
     */
    public int bodyLength() {
        return messageEnd - start - MessageWriter.HEADER;
    }

    /**
     * The error number of an error, an acknowledgement or the end of a dump, which may leave it out.
     *
     * @return positive; 0 if all went well
     * @throws MalformedMessageException if it is cut off, or no error number
     */
    public int errno() {
        if (type() == MessageFlags.TYPE_DONE && bodyLength() == 0) {
            return 0;
        }
        int number = s32(0);
        if (number > 0 || number < -MOST_ERRNO) {
            throw new MalformedMessageException("an error with the number " + number);
        }
        return -number;
    }

    private int need(int offset, int bytes) {
        if (offset < 0 || bodyLength() - offset < bytes) {
            throw new MalformedMessageException("a netlink message of type " + type() + " has a body of " + bodyLength()
                    + " bytes where " + (offset + bytes) + " are needed");
        }
        return start + MessageWriter.HEADER + offset;
    }

    /**
     * One byte of the body.
     *
     * @param offset its place
     * @return 0 to 255
     */
    public int u8(int offset) {
        return buffer.get(need(offset, 1)) & 0xff;
    }

    /**
     * Two bytes of the body in the machine's order.
     *
     * @param offset their place
     * @return 0 to 65535
     */
    public int u16(int offset) {
        return buffer.getShort(need(offset, 2)) & 0xffff;
    }

    /**
     * Four bytes of the body in the machine's order.
     *
     * @param offset their place
     * @return any int
     */
    public int s32(int offset) {
        return buffer.getInt(need(offset, 4));
    }

    /**
     * Sets a cursor to the attributes.
     *
     * @param fixedPart bytes of the body before the first attribute
     * @param into a reader to be used again
     * @return that reader
     */
    public AttributeReader attributes(int fixedPart, AttributeReader into) {
        int from = need(fixedPart, 0);
        return into.wrap(buffer, from, messageEnd);
    }
}
