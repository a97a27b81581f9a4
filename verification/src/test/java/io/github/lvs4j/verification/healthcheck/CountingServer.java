package io.github.lvs4j.verification.healthcheck;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Answers the requests of a checker by a script, 200 for '+' and 502 for '-', and notes when each came. */
final class CountingServer implements AutoCloseable {

    /**
     * One request.
     *
     * @param path what was asked
     * @param atNanos when it came
     * @param weight of this server in the kernel's table at that time; -1 if it is not there
     */
    record Attempt(String path, long atNanos, int weight) {}

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    private final String script;
    private final List<Attempt> attempts = new ArrayList<>(); // guarded by itself

    CountingServer(String script) throws IOException {
        this.script = script;
        Thread thread = new Thread(this::serve, "counting-server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listening.getLocalPort();
    }

    /** The attempts so far. */
    List<Attempt> attempts() {
        synchronized (attempts) {
            return List.copyOf(attempts);
        }
    }

    /** Whether one attempt more than the script has come, so that the last delay is known too. */
    boolean played() {
        return attempts().size() > script.length();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }

    private void serve() {
        while (!listening.isClosed()) {
            try (Socket socket = listening.accept()) {
                answer(socket);
            } catch (IOException e) {
                // The peer went away, or the test is over.
            }
        }
    }

    private void answer(Socket socket) throws IOException {
        long now = System.nanoTime();
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        String request = in.readLine();
        String line = request;
        while (line != null && !line.isEmpty()) {
            line = in.readLine();
        }
        int number;
        synchronized (attempts) {
            number = attempts.size();
            attempts.add(new Attempt(request.split(" ")[1], now, IpvsWeight.of(port())));
        }
        boolean good = number >= script.length() || script.charAt(number) == '+';
        socket.getOutputStream()
                .write((good ? "HTTP/1.0 200 OK\r\n\r\n" : "HTTP/1.0 502 Bad Gateway\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
    }
}
