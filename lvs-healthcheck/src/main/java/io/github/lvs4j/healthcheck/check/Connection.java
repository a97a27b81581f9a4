package io.github.lvs4j.healthcheck.check;

import io.github.lvs4j.healthcheck.CheckTarget;
import io.github.lvs4j.healthcheck.Deadline;
import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.Endpoint;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * A TCP connection whose every step has a time limit and ends when its thread is interrupted. Confined to one thread, but
 * for the deadline's cut.
 *
 * <p>It is the socket view of a blocking channel: that view honours time-outs, and the channel below is closed by an
 * interrupt. One descriptor, no selector.
 */
final class Connection implements AutoCloseable {

    private final SocketChannel channel;
    private final Deadline deadline;

    private Connection(SocketChannel channel, Deadline deadline) {
        this.channel = channel;
        this.deadline = deadline;
    }

    static Connection open(CheckTarget target, Deadline deadline) throws ProbeException, InterruptedException {
        Connection connection = new Connection(deadline.closing(openChannel(target.endpoint())), deadline);
        try {
            connection.bind(target);
            connection.connect(target.endpoint());
            return connection;
        } catch (ProbeException | InterruptedException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static SocketChannel openChannel(Endpoint endpoint) throws ProbeException {
        try {
            return SocketChannel.open(
                    endpoint.family() == AddressFamily.INET
                            ? StandardProtocolFamily.INET
                            : StandardProtocolFamily.INET6);
        } catch (IOException | UnsupportedOperationException e) {
            throw ProbeException.notPossible("cannot open a socket: " + words(e));
        }
    }

    private void bind(CheckTarget target) throws ProbeException {
        if (target.bind().isEmpty()) {
            return;
        }
        try {
            channel.bind(target.bind().get().toSocketAddress());
        } catch (IOException e) {
            throw ProbeException.notPossible("cannot bind " + target.bind().get() + ": " + words(e));
        }
    }

    private void connect(Endpoint endpoint) throws ProbeException, InterruptedException {
        Duration limit = deadline.step();
        try {
            socket().connect(endpoint.toSocketAddress(), millis(limit));
        } catch (SocketTimeoutException e) {
            throw ProbeException.failed("no connection within " + millis(limit) + " ms");
        } catch (ConnectException | NoRouteToHostException e) {
            throw ProbeException.failed(words(e));
        } catch (BindException e) {
            // connect(2) reports EADDRNOTAVAIL when all local ports are taken.
            throw ProbeException.notPossible("cannot connect: " + words(e));
        } catch (IOException e) {
            throw interruptedOr(e, "cannot connect");
        }
    }

    /** The socket view; its time-outs are in milliseconds. */
    Socket socket() {
        return channel.socket();
    }

    /** The time limit of a step that begins now, for {@link Socket#setSoTimeout}. */
    int stepMillis() {
        return millis(deadline.step());
    }

    ProbeException interruptedOr(IOException e, String doing) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException(doing);
        }
        return ProbeException.failed(doing + ": " + words(e));
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The verdict stands; there is nothing to do about a failing close.
        }
    }

    /** Rounded up, and never 0, which would mean for ever. */
    private static int millis(Duration limit) {
        long millis = limit.plusNanos(999_999).toMillis();
        return (int) Math.max(1, Math.min(millis, Integer.MAX_VALUE));
    }

    private static String words(Exception e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
