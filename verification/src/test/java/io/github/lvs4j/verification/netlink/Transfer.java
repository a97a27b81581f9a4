package io.github.lvs4j.verification.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.netlink.namespace.NetworkNamespace;
import io.github.lvs4j.testkit.hosts.TestHost;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;

/** One TCP connection over which a client sends and gets the same back, from its opening to its end. */
final class Transfer implements AutoCloseable {

    private static final int PIECE = 4096;
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int PAUSE_MILLIS = 2; // the one CPU is there for others too

    private final ServerSocket server;
    private final Socket client;
    private final AtomicLong pieces = new AtomicLong();
    private final FutureTask<Void> echo = new FutureTask<>(this::echo);
    private final FutureTask<Void> exchange = new FutureTask<>(this::exchange);
    private volatile boolean ending;

    /**
     * Connects.
     *
     * @param from the client's host
     * @param address what the client takes for the server
     * @param to the server's host
     * @param listen the server's own address
     * @param port of both
     */
    Transfer(TestHost from, String address, TestHost to, String listen, int port) throws Exception {
        server = in(to, () -> {
            ServerSocket socket = new ServerSocket();
            socket.bind(new InetSocketAddress(listen, port));
            return socket;
        });
        start(echo);
        client = in(from, () -> {
            Socket socket = new Socket();
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress(address, port), PATIENCE_MILLIS);
            return socket;
        });
        start(exchange);
    }

    private static <T> T in(TestHost host, Callable<T> opener) throws Exception {
        try (NetworkNamespace namespace = NetworkNamespace.at(host.namespacePath())) {
            return namespace.run(opener);
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "transfer");
        thread.setDaemon(true);
        thread.start();
    }

    private Void echo() throws IOException {
        try (Socket connection = server.accept()) {
            connection.getInputStream().transferTo(connection.getOutputStream());
        }
        return null;
    }

    private Void exchange() throws IOException, InterruptedException {
        Random random = new Random(1);
        byte[] piece = new byte[PIECE];
        while (!ending) {
            random.nextBytes(piece);
            client.getOutputStream().write(piece);
            assertThat(client.getInputStream().readNBytes(PIECE)).isEqualTo(piece);
            pieces.incrementAndGet();
            Thread.sleep(PAUSE_MILLIS);
        }
        return null;
    }

    /** How many KiB have gone there and back. */
    long kibibytes() {
        return pieces.get() * PIECE / 1024;
    }

    /** Returns when more has been transferred, or fails with what ended the transfer. */
    void awaitMore() throws Exception {
        long before = pieces.get();
        while (pieces.get() == before) {
            if (exchange.isDone()) {
                exchange.get();
            }
            Thread.onSpinWait();
        }
    }

    /** Ends the transfer, which must have gone well. */
    void end() throws Exception {
        ending = true;
        exchange.get();
        client.shutdownOutput();
        echo.get();
    }

    @Override
    public void close() throws IOException {
        ending = true;
        client.close();
        server.close();
    }
}
