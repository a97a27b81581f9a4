package io.github.lvs4j.netlink;

import io.github.lvs4j.error.InterruptedReadException;
import io.github.lvs4j.error.KernelException;
import io.github.lvs4j.error.LvsException;
import io.github.lvs4j.netlink.socket.Errno;

/**
 * The socket as a channel uses it: a signal is passed over, what goes wrong names the caller's operation, and what a call
 * that broke off has left unread is thrown away before the next request. Confined to the channel's turn.
 */
final class Wire {

    /** What {@link #receive} returns when answers were dropped; others may still be there. */
    static final int LOST = -1;

    /** The kernel reports a loss or a signal once; a socket that does so for ever must not hold the caller. */
    private static final int PATIENCE = 100;

    private static final int ENOMEM = 12;

    private final NetlinkSocket socket;
    private final MessageReader reader;
    private boolean settled = true;
    private int disturbances;

    Wire(NetlinkSocket socket, MessageReader reader) {
        this.socket = socket;
        this.reader = reader;
    }

    /** Sends the beginning of the outgoing buffer. Answers are due until {@link #settle()}. */
    void send(Object operation, int length) {
        if (!settled) {
            discard(operation);
        }
        disturbances = 0;
        while (true) {
            try {
                socket.send(length);
                settled = false;
                return;
            } catch (KernelException e) {
                if (e.errno() != Errno.EINTR || ++disturbances > PATIENCE) {
                    throw unsent(operation, e);
                }
            }
        }
    }

    /** Says that everything that was due has been read. */
    void settle() {
        settled = true;
    }

    /**
     * Reads a datagram into the reader.
     *
     * @return its length; 0 if there is none; {@link #LOST} if some were dropped and reading goes on
     */
    int receive(Object operation) {
        while (true) {
            try {
                int length = socket.receive();
                reader.wrap(socket.incoming(), length);
                return length;
            } catch (InterruptedReadException e) {
                if (++disturbances > PATIENCE) {
                    throw failed(operation, e);
                }
                if (e.errno() != Errno.EINTR) {
                    return LOST;
                }
            } catch (KernelException e) {
                throw failed(operation, e);
            }
        }
    }

    /** Whether the message at hand answers a request of this socket: others may use the same numbers. */
    boolean isOurs() {
        int port = socket.port();
        return port == 0 || reader.port() == port;
    }

    /** After a call that broke off, the rest of a dump may be due still: the kernel gives it as the queue is emptied. */
    private void discard(Object operation) {
        disturbances = 0;
        while (true) {
            try {
                if (receive(operation) == 0) {
                    settled = true;
                    return;
                }
            } catch (MalformedMessageException e) {
                if (++disturbances > PATIENCE) {
                    throw e;
                }
            }
        }
    }

    /** Not by the general table alone: there ENOBUFS stands for a reading. */
    private static KernelException unsent(Object operation, KernelException cause) {
        String what = operation.toString();
        KernelException failure = switch (cause.errno()) {
            case Errno.EAGAIN, Errno.ENOBUFS, Errno.EINTR, ENOMEM ->
                new KernelException(
                        what,
                        cause.errno(),
                        cause.errnoName(),
                        "the kernel had no room for the request, which was not sent; try again");
            default -> Errno.failure(what, cause.errno(), "the request was not sent");
        };
        failure.initCause(cause);
        return failure;
    }

    private static KernelException failed(Object operation, KernelException cause) {
        KernelException failure = Errno.failure(
                operation.toString(), cause.errno(), "the answer could not be received; read to know what was done");
        failure.initCause(cause);
        return failure;
    }

    /** The failure of a request that was taken and has no answer, although none was lost. */
    static LvsException unanswered(Object operation) {
        return new LvsException(operation
                + ": the kernel took the request and did not answer; read to know what was done,"
                + " and please report this defect with the kernel's version");
    }

    /** The failure of a request whose answer the kernel had to drop. */
    static InterruptedReadException lost(Object operation) {
        return new InterruptedReadException(
                operation.toString(),
                Errno.ENOBUFS,
                Errno.name(Errno.ENOBUFS),
                "the kernel's answer was lost; read to know what was done");
    }
}
