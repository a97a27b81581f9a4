package io.github.lvs4j.healthcheck.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.healthcheck.CheckResult;
import io.github.lvs4j.healthcheck.CheckTarget;
import io.github.lvs4j.healthcheck.Deadline;
import io.github.lvs4j.net.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
final class TcpConnectCheckerTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final TcpConnectChecker checker = new TcpConnectChecker();

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void shouldPassWhenTheConnectionCompletes(String address) throws Exception {
        try (RawServer server = new RawServer(address, socket -> {})) {
            assertThat(checker.check(server.target(), deadline(5000))).isEqualTo(CheckResult.passed());
            assertThat(server.requests.poll(5, TimeUnit.SECONDS))
                    .as("closed in order, nothing sent")
                    .isEmpty();
        }
    }

    @Test
    void shouldFailWhenRefused() throws Exception {
        CheckResult result = checker.check(closedPort(), deadline(5000));
        assertThat(result).isEqualTo(CheckResult.failed("Connection refused"));
    }

    @Test
    void shouldFailAtTheDeadlineWhenNobodyAnswers() throws Exception {
        try (Silence silence = new Silence()) {
            long start = System.nanoTime();
            CheckResult result = checker.check(silence.target(), deadline(300));
            long took = (System.nanoTime() - start) / 1_000_000;
            assertThat(result).isInstanceOf(CheckResult.Failed.class);
            assertThat(result.toString()).contains("no connection within");
            assertThat(took).isBetween(290L, 2000L);
        }
    }

    @Test
    void shouldAskFromTheGivenAddress() throws Exception {
        try (RawServer server = new RawServer("127.0.0.1", socket -> {})) {
            CheckTarget target = server.target().from(Endpoint.of("127.0.0.7", 0));
            assertThat(checker.check(target, deadline(5000))).isEqualTo(CheckResult.passed());
            assertThat(server.peers.poll(5, TimeUnit.SECONDS)).isEqualTo(InetAddress.getByName("127.0.0.7"));
        }
    }

    @Test
    void shouldNotBlameTheTargetForAnAddressThatIsNotOurs() throws Exception {
        CheckResult result = checker.check(closedPort().from(Endpoint.of("192.0.2.77", 0)), deadline(5000));
        assertThat(result).isInstanceOf(CheckResult.NotPossible.class);
        assertThat(result.toString()).contains("cannot bind 192.0.2.77:0: Cannot assign requested address");
    }

    @Test
    void shouldNotBlameTheTargetForALocalPortInUse() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, LOOPBACK)) {
            CheckTarget target = closedPort().from(new Endpoint(LOOPBACK, taken.getLocalPort()));
            assertThat(checker.check(target, deadline(5000))).isInstanceOf(CheckResult.NotPossible.class);
        }
    }

    @Test
    void shouldEndSoonAfterAnInterrupt() throws Exception {
        try (Silence silence = new Silence()) {
            CountDownLatch connecting = new CountDownLatch(1);
            AtomicReference<Object> outcome = new AtomicReference<>();
            Thread thread = new Thread(() -> {
                connecting.countDown();
                try {
                    outcome.set(checker.check(silence.target(), deadline(60_000)));
                } catch (InterruptedException e) {
                    outcome.set(e);
                }
            });
            thread.start();
            connecting.await();
            thread.interrupt();
            thread.join(10_000);
            assertThat(thread.isAlive()).isFalse();
            assertThat(outcome.get()).isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void shouldEndSoonAfterACut() throws Exception {
        try (Silence silence = new Silence()) {
            Deadline deadline = deadline(60_000);
            Thread cutter = new Thread(deadline::cut);
            cutter.start();
            assertThat(checker.check(silence.target(), deadline)).isNotEqualTo(CheckResult.passed());
            cutter.join();
        }
    }

    @Test
    void shouldEqualEveryOtherSoThatChecksAreShared() {
        assertThat(checker).isEqualTo(new TcpConnectChecker()).hasToString("TCP connect");
    }

    private static Deadline deadline(long millis) {
        return Deadline.in(Duration.ofMillis(millis));
    }

    private static CheckTarget closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK)) {
            return CheckTarget.of(new Endpoint(LOOPBACK, socket.getLocalPort()));
        }
    }

    /** A listener whose queue is full: Linux drops further SYNs, so a connection neither completes nor fails. */
    private static final class Silence implements AutoCloseable {

        private final ServerSocket listening = new ServerSocket(0, 1, LOOPBACK);
        private final List<AutoCloseable> filling = new ArrayList<>();

        Silence() throws IOException {
            boolean full = false;
            while (!full) {
                Socket socket = SocketChannel.open().socket();
                filling.add(socket);
                try {
                    socket.connect(new InetSocketAddress(LOOPBACK, listening.getLocalPort()), 300);
                } catch (IOException e) {
                    full = true;
                }
            }
        }

        CheckTarget target() {
            return CheckTarget.of(new Endpoint(LOOPBACK, listening.getLocalPort()));
        }

        @Override
        public void close() throws Exception {
            for (AutoCloseable socket : filling) {
                socket.close();
            }
            listening.close();
        }
    }
}
