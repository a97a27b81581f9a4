package io.github.lvs4j.healthcheck.check;

import io.github.lvs4j.healthcheck.CheckTarget;
import io.github.lvs4j.healthcheck.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** One request and its whole reply. */
final class HttpFetch {

    private static final int READ_BYTES = 16_384;

    private HttpFetch() {}

    static HttpReply fetch(HttpChecker checker, HttpUrl url, CheckTarget target, Deadline deadline)
            throws ProbeException, InterruptedException {
        try (Connection connection = Connection.open(target, deadline)) {
            try {
                Socket socket = checker.tls().isEmpty()
                        ? connection.socket()
                        : checker.tls().get().secure(connection, target.endpoint());
                socket.getOutputStream().write(HttpRequest.encode(checker, url, target.endpoint()));
                return read(connection, socket, deadline);
            } catch (IOException e) {
                throw connection.interruptedOr(e, url.path());
            }
        }
    }

    private static HttpReply read(Connection connection, Socket socket, Deadline deadline)
            throws IOException, ProbeException {
        HttpReply reply = new HttpReply();
        byte[] buffer = new byte[READ_BYTES];
        InputStream in = socket.getInputStream();
        boolean more = true;
        while (more) {
            Duration step = deadline.step();
            socket.setSoTimeout(connection.stepMillis());
            int length;
            try {
                length = in.read(buffer);
            } catch (SocketTimeoutException e) {
                throw ProbeException.failed(silence(reply, step, deadline));
            }
            more = length >= 0 && reply.add(buffer, length);
        }
        return reply;
    }

    private static String silence(HttpReply reply, Duration step, Deadline deadline) {
        String received = " after " + reply.receivedBytes() + " bytes";
        return deadline.hasPassed()
                ? "reply had not ended when the time for the whole probe was over," + received
                : "no data and no end of the reply for " + step + received;
    }
}
