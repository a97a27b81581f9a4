package io.github.lvs4j.netlink;

import io.github.lvs4j.error.InterruptedReadException;
import io.github.lvs4j.netlink.socket.Errno;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Requests and replies over one kept socket. Any thread may call; calls take turns, and none waits for anything but the
 * kernel's own work: when a send returns, every reply is queued, so a reply that is not there is an error and not a wait.
 *
 * <p>Replies are matched by sequence number and port; what answers no present request is passed over. When a call breaks off
 * for whatever reason, what it left unread is thrown away before the next request. The kernel's refusals are made into
 * exceptions by a {@link Refusals}, and every failure names the operation.
 */
public final class NetlinkChannel implements AutoCloseable {

    /** How often a dump is repeated when the kernel says that the table changed meanwhile. */
    private static final int DUMP_TRIES = 8;

    private final NetlinkSocket socket;
    private final MessageWriter writer;
    private final MessageReader reader = new MessageReader();
    private final Wire wire;
    private final BatchSender batches;
    private final ReentrantLock turn = new ReentrantLock();
    private int sequence = 1;

    /** Whether a consumer has the turn; guarded by it. */
    private boolean reading;

    /**
     * Takes ownership of a socket.
     *
     * @param socket nobody else may use it from now on
     */
    public NetlinkChannel(NetlinkSocket socket) {
        this.socket = socket;
        this.writer = new MessageWriter(socket.outgoing());
        this.wire = new Wire(socket, reader);
        this.batches = new BatchSender(wire, writer, reader);
    }

    /**
     * Sends one request and takes its acknowledgement.
     *
     * @param operation what is asked; its text is wanted only for a failure
     * @param request writes it; the flag for an acknowledgement is added
     * @param refusals makes the exception if the kernel refuses
     */
    public void execute(Object operation, MessageEncoder request, Refusals refusals) {
        exchange(operation, request, true, message -> null, refusals);
    }

    /**
     * Sends one request that has one reply and no acknowledgement: a reading of one object.
     *
     * @param <T> what is read
     * @param operation what is asked; its text is wanted only for a failure
     * @param request writes it
     * @param decoder reads the reply
     * @param refusals makes the exception if the kernel refuses
     * @return what the decoder made; empty if it made nothing
     */
    public <T> Optional<T> get(Object operation, MessageEncoder request, MessageDecoder<T> decoder, Refusals refusals) {
        return Optional.ofNullable(exchange(operation, request, false, decoder, refusals));
    }

    private <T> @Nullable T exchange(
            Object operation,
            MessageEncoder request,
            boolean acknowledged,
            MessageDecoder<T> decoder,
            Refusals refusals) {
        takeTurn();
        try {
            int mine = sendOne(operation, request, acknowledged);
            awaitAnswer(operation, mine, acknowledged);
            if (reader.type() < MessageFlags.FIRST_TYPE) {
                throwIfRefused(operation, refusals);
                return null;
            }
            return decode(decoder);
        } catch (MalformedMessageException e) {
            throw named(operation, e);
        } finally {
            turn.unlock();
        }
    }

    /** Leaves the reader at the answer. What cannot be read is of no account if the answer is there nevertheless. */
    private void awaitAnswer(Object operation, int mine, boolean acknowledged) {
        boolean lost = false;
        MalformedMessageException broken = null;
        while (true) {
            try {
                int length = wire.receive(operation);
                if (length == 0) {
                    break;
                }
                lost |= length == Wire.LOST;
                if (length > 0 && findAnswer(mine, acknowledged)) {
                    wire.settle();
                    return;
                }
            } catch (MalformedMessageException e) {
                broken = e;
            }
        }
        wire.settle();
        if (broken != null) {
            throw broken;
        }
        throw lost ? Wire.lost(operation) : Wire.unanswered(operation);
    }

    private boolean findAnswer(int mine, boolean acknowledged) {
        while (reader.next()) {
            int type = reader.type();
            boolean isEnd = type == MessageFlags.TYPE_ERROR || type == MessageFlags.TYPE_DONE;
            boolean isData = type >= MessageFlags.FIRST_TYPE && !acknowledged;
            if (reader.sequence() == mine && wire.isOurs() && (isEnd || isData)) {
                return true;
            }
        }
        return false;
    }

    /** Whatever number is not one that a value can have came from bytes that are not what they should be. */
    private <T> @Nullable T decode(MessageDecoder<T> decoder) {
        try {
            return decoder.decode(reader);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new MalformedMessageException(String.valueOf(e.getMessage()), e);
        }
    }

    static MalformedMessageException named(Object operation, MalformedMessageException cause) {
        return new MalformedMessageException(operation + ": malformed answer: " + cause.getMessage(), cause);
    }

    /**
     * Reads a whole table; again if the kernel says that it changed meanwhile.
     *
     * @param <T> an entry
     * @param operation what is asked; its text is wanted only for a failure
     * @param request writes it, with {@link MessageFlags#DUMP}
     * @param decoder reads one entry
     * @param refusals makes the exception if the kernel refuses
     * @return the entries in the kernel's order
     * @throws InterruptedReadException if the table kept changing, or replies were lost
     */
    public <T> List<T> dump(Object operation, MessageEncoder request, MessageDecoder<T> decoder, Refusals refusals) {
        int disturbance = 0;
        takeTurn();
        try {
            for (int i = 0; i < DUMP_TRIES; i++) {
                List<T> entries = new ArrayList<>();
                disturbance = dumpOnce(operation, request, decoder, refusals, entries::add);
                if (disturbance == 0) {
                    return entries;
                }
            }
        } catch (MalformedMessageException e) {
            throw named(operation, e);
        } finally {
            turn.unlock();
        }
        throw disturbed(operation, disturbance, "each of " + DUMP_TRIES + " readings; read again later");
    }

    private static InterruptedReadException disturbed(Object operation, int errno, String when) {
        String what = switch (errno) {
            case Errno.EBUSY -> "the kernel was at another reading of this socket during ";
            case Errno.ENOBUFS -> "answers were lost during ";
            default -> "the table changed during ";
        };
        return new InterruptedReadException(operation.toString(), errno, Errno.name(errno), what + when);
    }

    /**
     * Reads a whole table once and hands each entry out as it arrives, so that memory is bounded. The consumer runs within
     * the turn and must not use this channel. What it throws is thrown when the kernel has given the rest, which is dropped.
     *
     * @param <T> an entry
     * @param operation what is asked; its text is wanted only for a failure
     * @param request writes it, with {@link MessageFlags#DUMP}
     * @param decoder reads one entry
     * @param consumer gets the entries in the kernel's order
     * @param refusals makes the exception if the kernel refuses
     * @throws InterruptedReadException if the kernel says that the table changed meanwhile, or replies were lost
     */
    public <T> void read(
            Object operation,
            MessageEncoder request,
            MessageDecoder<T> decoder,
            Consumer<? super T> consumer,
            Refusals refusals) {
        int disturbance;
        takeTurn();
        try {
            disturbance = dumpOnce(operation, request, decoder, refusals, entry -> {
                reading = true;
                try {
                    consumer.accept(entry);
                } finally {
                    reading = false;
                }
            });
        } catch (MalformedMessageException e) {
            throw named(operation, e);
        } finally {
            turn.unlock();
        }
        if (disturbance != 0) {
            throw disturbed(operation, disturbance, "the reading, and entries may be missing; read again");
        }
    }

    /**
     * Refuses what the consumer of a {@link #read} asks of this channel.
     *
     * @throws IllegalStateException if the calling thread is such a consumer
     */
    public void checkNotReading() {
        if (turn.isHeldByCurrentThread() && reading) {
            throw new IllegalStateException(
                    "called from within a reading that hands out its rows; let the consumer use another object,"
                            + " opened beside this one");
        }
    }

    private void takeTurn() {
        checkNotReading();
        turn.lock();
    }

    /**
     * A failing decoder or consumer does not end the reading, or the rest would lie in the next request's way.
     *
     * @return 0 if all was read; else why it must be read again: EINTR, ENOBUFS or EBUSY
     */
    private <T> int dumpOnce(
            Object operation,
            MessageEncoder request,
            MessageDecoder<T> decoder,
            Refusals refusals,
            Consumer<? super T> entries) {
        int mine = sendOne(operation, request, false);
        int disturbance = 0;
        Throwable broken = null;
        while (true) {
            int length = wire.receive(operation);
            if (length == 0) {
                if (disturbance == 0) {
                    throw Wire.unanswered(operation);
                }
                return disturbance;
            }
            if (length == Wire.LOST) {
                disturbance = Errno.ENOBUFS;
            }
            while (length > 0 && reader.next()) {
                if (reader.sequence() != mine || !wire.isOurs()) {
                    continue;
                }
                if ((reader.flags() & MessageFlags.DUMP_INTERRUPTED) != 0) {
                    disturbance = Errno.EINTR;
                }
                int type = reader.type();
                if (type == MessageFlags.TYPE_DONE || type == MessageFlags.TYPE_ERROR) {
                    int errno = reader.errno();
                    if (errno == Errno.EBUSY) {
                        return errno; // not settled: what is left of the other reading goes first
                    }
                    wire.settle();
                    throwIfBroken(broken);
                    if (errno == Errno.EINTR) {
                        return errno;
                    }
                    throwIfRefused(operation, refusals);
                    return disturbance;
                }
                if (broken != null || type < MessageFlags.FIRST_TYPE) {
                    continue;
                }
                try {
                    T entry = decode(decoder);
                    if (entry != null) {
                        entries.accept(entry);
                    }
                } catch (RuntimeException | Error e) {
                    broken = e;
                }
            }
        }
    }

    private static void throwIfBroken(@Nullable Throwable broken) {
        if (broken instanceof Error error) {
            throw error;
        }
        if (broken instanceof RuntimeException exception) {
            throw exception;
        }
    }

    /**
     * Sends many requests, up to 128 at a time; a refused one does not keep the others from being made. Only the last of
     * each send is acknowledged: the kernel answers the failing ones unasked.
     *
     * @param operation what is asked; its text is wanted only for a failure
     * @param count how many
     * @param requests writes each, without the flag for an acknowledgement
     * @return what became of each, also if the work broke off in the middle
     */
    public BatchOutcome batch(Object operation, int count, MessageEncoder requests) {
        takeTurn();
        try {
            int base = sequence;
            sequence += count;
            return batches.send(operation, count, base, requests);
        } finally {
            turn.unlock();
        }
    }

    /**
     * Does several things in one turn: no other thread's request comes in between.
     *
     * @param <T> what comes of it
     * @param work may call this channel
     * @return what the work returned
     */
    public <T> T inOneTurn(Supplier<T> work) {
        takeTurn();
        try {
            return work.get();
        } finally {
            turn.unlock();
        }
    }

    private int sendOne(Object operation, MessageEncoder request, boolean acknowledged) {
        int mine = sequence++;
        writer.clear();
        writer.sequence(mine);
        request.encode(0, writer);
        if (!writer.isClosed() || writer.length() == 0) {
            throw new IllegalStateException("the encoder did not write one whole message");
        }
        if (acknowledged) {
            writer.acknowledgeLast();
        }
        wire.send(operation, writer.length());
        return mine;
    }

    private void throwIfRefused(Object operation, Refusals refusals) {
        int errno = reader.errno();
        if (errno > 0) {
            wire.settle();
            throw refusals.refusal(operation, errno, words());
        }
    }

    /** Words that cannot be read must not hide the refusal. */
    private @Nullable String words() {
        try {
            return ExtendedAck.of(reader).message().orElse(null);
        } catch (MalformedMessageException e) {
            return null;
        }
    }

    /** Closes the socket when the call under way is done. Closing twice does no harm. */
    @Override
    public void close() {
        takeTurn();
        try {
            socket.close();
        } finally {
            turn.unlock();
        }
    }
}
