package io.github.lvs4j.verification.hosts;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A web server of one answer, run as a program on a test host: {@code HelloServer ADDRESS PORT}. */
public final class HelloServer {
    private static final byte[] ANSWER = "HTTP/1.0 200 OK\r\n\r\nhello\n".getBytes(StandardCharsets.US_ASCII);

    private HelloServer() {}

    public static void main(String[] arguments) throws IOException {
        try (ServerSocket server =
                new ServerSocket(Integer.parseInt(arguments[1]), 5, InetAddress.getByName(arguments[0]))) {
            System.out.println("listening");
            while (true) {
                try (Socket client = server.accept()) {
                    client.getInputStream().read(new byte[1000]);
                    client.getOutputStream().write(ANSWER);
                }
            }
        }
    }
}
