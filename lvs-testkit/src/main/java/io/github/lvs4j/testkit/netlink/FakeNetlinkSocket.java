package io.github.lvs4j.testkit.netlink;

import io.github.lvs4j.error.KernelException;
import io.github.lvs4j.error.LvsException;
import io.github.lvs4j.netlink.MessageFlags;
import io.github.lvs4j.netlink.NetlinkSocket;
import io.github.lvs4j.netlink.socket.Errno;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * A socket whose kernel is a script: it gets each message that is sent, and answers with datagrams by {@link #reply}. For a
 * kernel that keeps an IPVS table, see {@link FakeIpvsKernel}.
 *
 * <pre>{@code
 * FakeNetlinkSocket socket = new FakeIpvsKernel().socket();
 * Ipvs ipvs = NetlinkIpvs.over(socket);
 * socket.fail(Fault.OVERRUN);
 * ipvs.flush(); // InterruptedReadException: the kernel's answer was lost
 * }</pre>
 *
 * <p>As the kernel does, it refuses a dump with EBUSY while an earlier one has not been read to its end. Its buffers have
 * 64 KiB. As every {@link NetlinkSocket}, confined to one thread at a time; the counters may be read when it rests.
 */
public final class FakeNetlinkSocket implements NetlinkSocket {

    private static final int ROOM = 64 * 1024;
    private static final int PORT = 4711;

    private final ByteBuffer outgoing = ByteBuffer.allocate(ROOM).order(ByteOrder.nativeOrder());
    private final ByteBuffer incoming = ByteBuffer.allocate(ROOM).order(ByteOrder.nativeOrder());
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final Deque<Fault> faults = new ArrayDeque<>();
    private final List<Integer> sends = new ArrayList<>();
    private final BiConsumer<FakeNetlinkSocket, KernelRequest> script;
    private final Object kernel;
    private int receives;
    private boolean closed;

    /**
     * A socket.
     *
     * @param script gets this socket and each message of a send, while the send is under way
     */
    public FakeNetlinkSocket(BiConsumer<FakeNetlinkSocket, KernelRequest> script) {
        this(script, new Object());
    }

    /** With what is held while the requests of one send are answered: the real kernel loads no module meanwhile. */
    FakeNetlinkSocket(BiConsumer<FakeNetlinkSocket, KernelRequest> script, Object kernel) {
        this.script = script;
        this.kernel = kernel;
    }

    /**
     * Queues one datagram.
     *
     * @param messages made by {@link KernelMessages}, or any bytes
     * @throws IllegalArgumentException if there are no bytes, or more than 64 KiB
     */
    public void reply(byte[]... messages) {
        ByteArrayOutputStream datagram = new ByteArrayOutputStream();
        for (byte[] message : messages) {
            datagram.writeBytes(message);
        }
        if (datagram.size() == 0 || datagram.size() > ROOM) {
            throw new IllegalArgumentException("a datagram of " + datagram.size() + " bytes cannot be received");
        }
        answers.add(Answer.of(datagram.toByteArray()));
    }

    /**
     * Queues a failure, once, in the place of a datagram.
     *
     * @param failure what {@link #receive} throws
     */
    public void reply(LvsException failure) {
        answers.add(Answer.failing(failure));
    }

    /**
     * Lets things go wrong.
     *
     * @param next one for each of the next sends
     */
    public void fail(Fault... next) {
        faults.addAll(List.of(next));
    }

    /** Takes back what {@link #fail} has left for later sends. */
    public void heal() {
        faults.clear();
    }

    /**
     * How many messages each send had; those that failed are not counted.
     *
     * @return the sends from the first on
     */
    public List<Integer> sends() {
        return List.copyOf(sends);
    }

    /**
     * How often something was to be received.
     *
     * @return the number of calls, also of those that found nothing
     */
    public int receives() {
        return receives;
    }

    /**
     * Whether everything that was queued has been received.
     *
     * @return true if nothing is left
     */
    public boolean isDrained() {
        return answers.isEmpty();
    }

    /**
     * Whether it was closed.
     *
     * @return true from then on
     */
    public boolean isClosed() {
        return closed;
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
        checkOpen();
        Fault fault = faults.poll();
        KernelException failure = fault == null ? null : FaultyAnswers.sendFailure(fault);
        if (failure != null) {
            throw failure;
        }
        List<Answer> before = new ArrayList<>(answers);
        answers.clear();
        boolean isDumping = before.stream().anyMatch(FakeNetlinkSocket::endsADump);
        List<KernelRequest> requests = KernelRequest.all(outgoing, length, PORT);
        synchronized (kernel) {
            for (KernelRequest request : requests) {
                if (request.isDump() && isDumping) {
                    reply(KernelMessages.error(request, Errno.EBUSY));
                } else {
                    script.accept(this, request);
                }
            }
        }
        sends.add(requests.size());
        List<Answer> mine = new ArrayList<>(answers);
        if (fault != null && !requests.isEmpty()) {
            FaultyAnswers.strike(fault, requests.get(requests.size() - 1), mine);
        }
        answers.clear();
        answers.addAll(before);
        answers.addAll(mine);
    }

    private static boolean endsADump(Answer answer) {
        ByteBuffer bytes = ByteBuffer.wrap(answer.bytes()).order(ByteOrder.nativeOrder());
        return bytes.capacity() >= 6 && bytes.getShort(4) == MessageFlags.TYPE_DONE;
    }

    @Override
    public int receive() {
        checkOpen();
        receives++;
        Answer answer = answers.poll();
        if (answer == null) {
            return 0;
        }
        if (answer.failure() != null) {
            throw answer.failure();
        }
        incoming.put(0, answer.bytes());
        return answer.bytes().length;
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("this fake socket is closed");
        }
    }

    @Override
    public void join(int group) {}

    @Override
    public int port() {
        return PORT;
    }

    @Override
    public int descriptor() {
        return -1;
    }

    @Override
    public void close() {
        closed = true;
    }
}
