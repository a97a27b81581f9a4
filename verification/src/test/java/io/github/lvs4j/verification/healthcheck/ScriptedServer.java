package io.github.lvs4j.verification.healthcheck;

import io.github.lvs4j.healthcheck.CheckTarget;
import io.github.lvs4j.net.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Answers every request on loopback with the same bytes, closes, and remembers what was asked. */
final class ScriptedServer implements AutoCloseable {

    final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    private final ServerSocket listening;
    private final byte[] reply;

    ScriptedServer(String address, String reply) throws IOException {
        this.listening = new ServerSocket(0, 50, InetAddress.getByName(address));
        this.reply = reply.getBytes(StandardCharsets.ISO_8859_1);
        Thread thread = new Thread(this::serve, "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    CheckTarget target() {
        return CheckTarget.of(new Endpoint(listening.getInetAddress(), listening.getLocalPort()));
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }

    private void serve() {
        while (!listening.isClosed()) {
            try (Socket socket = listening.accept()) {
                requests.add(readRequest(socket.getInputStream()));
                socket.getOutputStream().write(reply);
            } catch (IOException e) {
                // The peer went away, or the test is over.
            }
        }
    }

    private static String readRequest(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        int next = in.read();
        while (next >= 0) {
            text.append((char) next);
            next = text.toString().endsWith("\r\n\r\n") ? -1 : in.read();
        }
        return text.toString();
    }
}
