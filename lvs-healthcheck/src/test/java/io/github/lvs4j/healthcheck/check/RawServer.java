package io.github.lvs4j.healthcheck.check;

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

/** A server on loopback that treats each connection as the test says; one at a time. */
final class RawServer implements AutoCloseable {

    /** Treats one connection, which is closed afterwards. */
    interface Treatment {
        void treat(Socket socket) throws IOException, InterruptedException;
    }

    final BlockingQueue<InetAddress> peers = new LinkedBlockingQueue<>();
    final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    private final ServerSocket listening;
    private final Thread thread;

    RawServer(String address, Treatment treatment) throws IOException {
        listening = new ServerSocket(0, 50, InetAddress.getByName(address));
        thread = new Thread(() -> serve(treatment), "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** Reads a request, sends the text, closes. */
    static RawServer answering(String reply) throws IOException {
        return new RawServer(
                "127.0.0.1", socket -> socket.getOutputStream().write(reply.getBytes(StandardCharsets.ISO_8859_1)));
    }

    CheckTarget target() {
        return CheckTarget.of(new Endpoint(listening.getInetAddress(), listening.getLocalPort()));
    }

    @Override
    public void close() throws IOException {
        listening.close();
        thread.interrupt();
    }

    private void serve(Treatment treatment) {
        while (!listening.isClosed()) {
            try (Socket socket = listening.accept()) {
                peers.add(socket.getInetAddress());
                requests.add(readRequest(socket.getInputStream()));
                treatment.treat(socket);
            } catch (IOException e) {
                // The peer went away, or the test is over.
            } catch (InterruptedException e) {
                return;
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
