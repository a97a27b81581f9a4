package io.github.lvs4j.testkit.netlink;

import io.github.lvs4j.error.KernelException;
import io.github.lvs4j.netlink.MalformedMessageException;
import io.github.lvs4j.netlink.MessageFlags;
import io.github.lvs4j.netlink.MessageWriter;
import io.github.lvs4j.netlink.socket.Errno;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a {@link Fault} changes what happens. Stateless. */
final class FaultyAnswers {

    private static final int EIO = 5;
    private static final int ENOMEM = 12;
    private static final int NESTED = 0x8000;
    private static final int GENERIC_HEADER = 4;

    private FaultyAnswers() {}

    /** Why the send fails; null if it does not. */
    static @Nullable KernelException sendFailure(Fault fault) {
        return switch (fault) {
            case SEND_INTERRUPTED -> failure("send", Errno.EINTR);
            case SEND_AGAIN -> failure("send", Errno.EAGAIN);
            case SEND_NO_BUFFERS -> failure("send", Errno.ENOBUFS);
            default -> null;
        };
    }

    private static KernelException failure(String operation, int errno) {
        return Errno.failure(operation + " by a fake socket", errno, null);
    }

    /** Changes the answers to one send. */
    static void strike(Fault fault, KernelRequest last, List<Answer> answers) {
        switch (fault) {
            case RECEIVE_INTERRUPTED -> answers.add(0, Answer.failing(failure("receive", Errno.EINTR)));
            case RECEIVE_FAILED -> answers.add(answers.size() > 1 ? 1 : 0, Answer.failing(failure("receive", EIO)));
            case OVERRUN -> replaceFirst(answers, Answer.failing(failure("receive", Errno.ENOBUFS)));
            case OVERSIZED ->
                replaceFirst(
                        answers,
                        Answer.failing(new MalformedMessageException("a datagram of 70000 bytes does not fit")));
            case NO_ANSWER -> answers.clear();
            case LAST_MISSING ->
                answers.subList(Math.max(0, answers.size() - 1), answers.size()).clear();
            case BUSY -> replaceAll(answers, KernelMessages.error(last, Errno.EBUSY));
            case SHORT_ERROR ->
                replaceAll(answers, KernelMessages.message(last, MessageFlags.TYPE_ERROR, 0, new byte[2]));
            case FOREIGN_PORT -> answers.add(0, Answer.of(foreign(last, 0, 1)));
            case FOREIGN_SEQUENCE -> answers.add(0, Answer.of(foreign(last, -1000, 0)));
            default -> answers.replaceAll(answer -> answer.changed(bytes -> change(fault, bytes)));
        }
        if (fault == Fault.TRUNCATED) {
            answers.stream()
                    .findFirst()
                    .ifPresent(first ->
                            answers.set(0, first.changed(bytes -> Arrays.copyOf(bytes, MessageWriter.HEADER + 2))));
        }
    }

    private static void replaceFirst(List<Answer> answers, Answer by) {
        if (!answers.isEmpty()) {
            answers.remove(0);
        }
        answers.add(0, by);
    }

    private static void replaceAll(List<Answer> answers, byte[] by) {
        answers.clear();
        answers.add(Answer.of(by));
    }

    private static byte[] foreign(KernelRequest last, int sequenceApart, int portApart) {
        KernelRequest other = new KernelRequest(
                last.type(), last.flags(), last.sequence() + sequenceApart, last.port() + portApart, last.body());
        return KernelMessages.error(other, Errno.EPERM);
    }

    /** Goes over the messages of a datagram. */
    private static byte[] change(Fault fault, byte[] datagram) {
        ByteBuffer from = ByteBuffer.wrap(datagram).order(ByteOrder.nativeOrder());
        ByteBuffer into = ByteBuffer.allocate(datagram.length * 2).order(ByteOrder.nativeOrder());
        int at = 0;
        while (at < datagram.length) {
            int size = from.getInt(at);
            int start = into.position();
            into.put(datagram, at, (size + 3) & ~3);
            int type = from.getShort(at + 4);
            if (fault == Fault.DUMP_INTERRUPTED) {
                into.putShort(start + 6, (short) (from.getShort(at + 6) | MessageFlags.DUMP_INTERRUPTED));
            } else if (fault == Fault.DUMP_FAILED && type == MessageFlags.TYPE_DONE) {
                into.putInt(start + MessageWriter.HEADER, -ENOMEM);
            } else if (fault == Fault.UNKNOWN_ATTRIBUTE && type >= MessageFlags.FIRST_TYPE) {
                into.putShort((short) 8).putShort((short) 0x3000).putInt(-1);
                into.putInt(start, into.position() - start);
            } else if (fault == Fault.NESTED_GARBAGE && type >= MessageFlags.FIRST_TYPE) {
                spoil(into, start + MessageWriter.HEADER + GENERIC_HEADER, start + size);
            }
            at += (size + 3) & ~3;
        }
        return Arrays.copyOf(into.array(), into.position());
    }

    private static void spoil(ByteBuffer message, int from, int to) {
        if (to - from > 8 && (message.getShort(from + 2) & NESTED) != 0) {
            Arrays.fill(message.array(), from + 4, to, (byte) 0xff);
        }
    }
}
