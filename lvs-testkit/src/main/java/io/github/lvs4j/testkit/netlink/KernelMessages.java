package io.github.lvs4j.testkit.netlink;

import io.github.lvs4j.netlink.AttributeWriter;
import io.github.lvs4j.netlink.MessageFlags;
import io.github.lvs4j.netlink.MessageWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** What a kernel answers with, as bytes (linux/netlink.h, linux/genetlink.h). Stateless; any thread. */
public final class KernelMessages {

    private static final int ATTRIBUTE_HEADER = 4;

    private KernelMessages() {}

    /**
     * A message of any type.
     *
     * @param request what it answers
     * @param type its type
     * @param flags {@link MessageFlags}
     * @param body what follows the header
     * @return the message, padded to four bytes
     */
    public static byte[] message(KernelRequest request, int type, int flags, byte[] body) {
        int length = MessageWriter.HEADER + body.length;
        ByteBuffer message = ByteBuffer.allocate((length + 3) & ~3).order(ByteOrder.nativeOrder());
        message.putInt(length).putShort((short) type).putShort((short) flags);
        message.putInt(request.sequence()).putInt(request.port()).put(body);
        return message.array();
    }

    /**
     * A message of the family that was asked; part of several if a dump was asked for.
     *
     * @param request what it answers
     * @param command of the family
     * @param attributes writes them
     * @return the message
     */
    public static byte[] generic(KernelRequest request, int command, Consumer<AttributeWriter> attributes) {
        ByteBuffer buffer = ByteBuffer.allocate(8 * 1024).order(ByteOrder.nativeOrder());
        MessageWriter writer = new MessageWriter(buffer);
        attributes.accept(writer.begin(0, 0).u8(command).u8(1).u16(0).attributes());
        writer.end();
        byte[] body = new byte[writer.length() - MessageWriter.HEADER];
        buffer.get(MessageWriter.HEADER, body);
        return message(request, request.type(), request.isDump() ? MessageFlags.MULTI : 0, body);
    }

    /**
     * An acknowledgement.
     *
     * @param request what it answers
     * @return the message
     */
    public static byte[] acknowledgement(KernelRequest request) {
        return error(request, 0);
    }

    /**
     * An error as a kernel with NETLINK_CAP_ACK gives it: the request's header without its body.
     *
     * @param request what it answers
     * @param errno a positive number; 0 for an acknowledgement
     * @return the message
     */
    public static byte[] error(KernelRequest request, int errno) {
        return message(
                request,
                MessageFlags.TYPE_ERROR,
                MessageFlags.CAPPED,
                failure(request, errno, 0).array());
    }

    /**
     * An error with the kernel's own words.
     *
     * @param request what it answers
     * @param errno a positive number
     * @param words what NETLINK_EXT_ACK adds
     * @return the message
     */
    public static byte[] error(KernelRequest request, int errno, String words) {
        byte[] text = (words + "\0").getBytes(StandardCharsets.UTF_8);
        ByteBuffer body = failure(request, errno, ATTRIBUTE_HEADER + ((text.length + 3) & ~3));
        body.putShort((short) (ATTRIBUTE_HEADER + text.length))
                .putShort((short) 1)
                .put(text);
        int flags = MessageFlags.CAPPED | MessageFlags.ACK_ATTRIBUTES;
        return message(request, MessageFlags.TYPE_ERROR, flags, body.array());
    }

    private static ByteBuffer failure(KernelRequest request, int errno, int more) {
        ByteBuffer body = ByteBuffer.allocate(4 + MessageWriter.HEADER + more).order(ByteOrder.nativeOrder());
        body.putInt(-errno).putInt(MessageWriter.HEADER + request.body().length);
        body.putShort((short) request.type()).putShort((short) request.flags());
        return body.putInt(request.sequence()).putInt(request.port());
    }

    /**
     * The end of a dump.
     *
     * @param request what it answers
     * @param errno 0 if all went well; else a positive number: the dump broke off
     * @return the message
     */
    public static byte[] done(KernelRequest request, int errno) {
        byte[] body = ByteBuffer.allocate(4)
                .order(ByteOrder.nativeOrder())
                .putInt(-errno)
                .array();
        return message(request, MessageFlags.TYPE_DONE, MessageFlags.MULTI, body);
    }
}
