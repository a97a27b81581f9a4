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
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a {@link Fault} changes what happens. Stateless. */
final class FaultyAnswers {

    private static final int EIO = 5;
    private static final int ENOMEM = 12;
    private static final int NESTED = 0x8000;
    private static final int GENERIC_HEADER = 4;
    private static final int ATTRIBUTE_HEADER = 4;

    /** struct ifinfomsg and struct ifaddrmsg; the others have as much as struct rtmsg. */
    private static final Map<Integer, Integer> ROUTE_HEADERS = Map.of(16, 16, 20, 8);

    private static final int MOST_HEADERS = 12;

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
            default -> answers.replaceAll(answer -> answer.changed(bytes -> change(fault, last, bytes)));
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
    private static byte[] change(Fault fault, KernelRequest last, byte[] datagram) {
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
                spoil(into, start + MessageWriter.HEADER + fixedPart(last, type), start + size);
            }
            at += (size + 3) & ~3;
        }
        return Arrays.copyOf(into.array(), into.position());
    }

    /** A family of generic netlink answers with the number that was asked, rtnetlink with another (linux/rtnetlink.h). */
    private static int fixedPart(KernelRequest last, int type) {
        return type == last.type() ? GENERIC_HEADER : ROUTE_HEADERS.getOrDefault(type, MOST_HEADERS);
    }

    /** Fills the first nested attribute with garbage. */
    private static void spoil(ByteBuffer message, int from, int to) {
        int at = from;
        while (to - at >= ATTRIBUTE_HEADER) {
            int size = message.getShort(at) & 0xffff;
            if (size < ATTRIBUTE_HEADER || size > to - at) {
                return;
            }
            if ((message.getShort(at + 2) & NESTED) != 0 && size > 2 * ATTRIBUTE_HEADER) {
                Arrays.fill(message.array(), at + ATTRIBUTE_HEADER, at + size, (byte) 0xff);
                return;
            }
            at += (size + 3) & ~3;
        }
    }
}
