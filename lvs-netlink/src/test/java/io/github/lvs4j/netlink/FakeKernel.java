package io.github.lvs4j.netlink;

import io.github.lvs4j.error.InterruptedReadException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * A kernel made of Java: a script answers each message of a send with datagrams. It can leave answers out, lose them with
 * ENOBUFS, cut them off, or put foreign ones in between.
 */
public final class FakeKernel implements NetlinkSocket {

    /** What a script gets for each message that was sent. */
    public record Request(int type, int flags, int sequence, byte[] body) {

        /** Whether the dump flag is set. */
        public boolean isDump() {
            return (flags & MessageFlags.DUMP) == MessageFlags.DUMP;
        }

        /** The command of a generic netlink message. */
        public int command() {
            return body[0];
        }
    }

    private static final byte[] LOST = {};

    private final ByteBuffer outgoing = ByteBuffer.allocate(64 * 1024).order(ByteOrder.nativeOrder());
    private final ByteBuffer incoming = ByteBuffer.allocate(64 * 1024).order(ByteOrder.nativeOrder());
    private final Deque<byte[]> replies = new ArrayDeque<>();
    private final List<Integer> sends = new ArrayList<>();
    private final BiConsumer<FakeKernel, Request> script;
    private boolean closed;

    public FakeKernel(BiConsumer<FakeKernel, Request> script) {
        this.script = script;
    }

    /** How many messages each send had. */
    public List<Integer> sends() {
        return sends;
    }

    /** How many datagrams nobody has received yet. */
    public int pending() {
        return replies.size();
    }

    public boolean isClosed() {
        return closed;
    }

    /** Queues a datagram. */
    public void reply(byte[]... messages) {
        ByteBuffer whole = ByteBuffer.allocate(64 * 1024);
        for (byte[] message : messages) {
            whole.put(message);
        }
        byte[] datagram = new byte[whole.position()];
        whole.flip().get(datagram);
        replies.add(datagram);
    }

    /** Queues a loss of messages. */
    public void lose() {
        replies.add(LOST);
    }

    /** A message of any type. */
    public static byte[] message(int type, int flags, int sequence, byte[] body) {
        ByteBuffer message = ByteBuffer.allocate((16 + body.length + 3) & ~3).order(ByteOrder.nativeOrder());
        message.putInt(16 + body.length)
                .putShort((short) type)
                .putShort((short) flags)
                .putInt(sequence);
        message.putInt(0).put(body);
        return message.array();
    }

    /** An error or, with 0, an acknowledgement, as a kernel with NETLINK_CAP_ACK gives it. */
    public static byte[] error(Request request, int errno) {
        ByteBuffer body = ByteBuffer.allocate(20).order(ByteOrder.nativeOrder());
        body.putInt(-errno).putInt(16 + request.body().length);
        return message(MessageFlags.TYPE_ERROR, MessageFlags.CAPPED, request.sequence(), body.array());
    }

    /** An error with the kernel's own words. */
    public static byte[] error(Request request, int errno, String words) {
        byte[] text = (words + "\0").getBytes(StandardCharsets.UTF_8);
        ByteBuffer body = ByteBuffer.allocate(24 + ((text.length + 3) & ~3)).order(ByteOrder.nativeOrder());
        body.putInt(-errno).putInt(16 + request.body().length).position(20);
        body.putShort((short) (4 + text.length)).putShort((short) 1).put(text);
        int flags = MessageFlags.CAPPED | MessageFlags.ACK_ATTRIBUTES;
        return message(MessageFlags.TYPE_ERROR, flags, request.sequence(), body.array());
    }

    /** The end of a dump. */
    public static byte[] done(Request request) {
        return message(MessageFlags.TYPE_DONE, MessageFlags.MULTI, request.sequence(), new byte[4]);
    }

    @Override
    public ByteBuffer outgoing() {
        return outgoing;
    }

    @Override
    public ByteBuffer incoming() {
        return incoming;
    }

    @Override
    public void send(int length) {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        int at = 0;
        int count = 0;
        while (at < length) {
            int size = outgoing.getInt(at);
            byte[] body = new byte[size - 16];
            outgoing.get(at + 16, body);
            count++;
            script.accept(
                    this,
                    new Request(outgoing.getShort(at + 4), outgoing.getShort(at + 6), outgoing.getInt(at + 8), body));
            at += (size + 3) & ~3;
        }
        sends.add(count);
    }

    @Override
    public int receive() {
        byte[] datagram = replies.poll();
        if (datagram == null) {
            return 0;
        }
        if (datagram == LOST) {
            throw new InterruptedReadException("receive", 105, "ENOBUFS", "messages were lost");
        }
        incoming.put(0, datagram);
        return datagram.length;
    }

    @Override
    public void join(int group) {}

    @Override
    public int descriptor() {
        return -1;
    }

    @Override
    public void close() {
        closed = true;
    }
}
