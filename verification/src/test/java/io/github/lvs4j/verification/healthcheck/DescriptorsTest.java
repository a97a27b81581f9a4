package io.github.lvs4j.verification.healthcheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.healthcheck.CheckResult;
import io.github.lvs4j.healthcheck.CheckTarget;
import io.github.lvs4j.healthcheck.Deadline;
import io.github.lvs4j.healthcheck.HealthCheck;
import io.github.lvs4j.healthcheck.HealthMonitor;
import io.github.lvs4j.healthcheck.HealthPolicy;
import io.github.lvs4j.healthcheck.HealthState;
import io.github.lvs4j.healthcheck.HealthWatch;
import io.github.lvs4j.healthcheck.check.HttpChecker;
import io.github.lvs4j.healthcheck.check.HttpUrl;
import io.github.lvs4j.healthcheck.check.TcpConnectChecker;
import io.github.lvs4j.net.Endpoint;
import io.github.lvs4j.testkit.hosts.Eventually;
import java.io.Closeable;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** File descriptors: none is left behind, and having none is not the target's fault. */
@Timeout(60)
final class DescriptorsTest {

    @Test
    void shouldLeaveNoSocketBehind() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 200);
                ScriptedServer server = new ScriptedServer("127.0.0.1", "HTTP/1.0 200 OK\r\n\r\n")) {
            new TcpConnectChecker().check(server.target(), Deadline.in(Duration.ofSeconds(5)));
            long before = sockets();
            HealthPolicy.Builder builder = HealthPolicy.builder();
            HealthPolicy policy = builder.interval(Duration.ofMillis(1))
                    .warmup(Duration.ZERO)
                    .timeout(Duration.ofSeconds(20))
                    .build();
            try (HealthMonitor monitor = HealthMonitor.start(event -> {})) {
                HealthWatch http =
                        monitor.watch(new HealthCheck(HttpChecker.of(HttpUrl.of("/")), server.target(), policy));
                HealthWatch tcp = monitor.watch(new HealthCheck(new TcpConnectChecker(), server.target(), policy));
                for (int i = 1; i <= 20; i++) {
                    monitor.watch(new HealthCheck(
                            HttpChecker.of(HttpUrl.of("/" + i)),
                            CheckTarget.of("127.0.0.1", silent.getLocalPort()),
                            policy));
                }
                Eventually.within(
                        Duration.ofSeconds(20),
                        "hundreds of probes and 20 that hang",
                        () -> server.requests.size() > 300 && sockets() >= before + 20);
                assertThat(http.state()).isEqualTo(HealthState.UP);
                assertThat(tcp.state()).isEqualTo(HealthState.UP);
            }
            Eventually.within(
                    Duration.ofSeconds(5), "all sockets but the servers' are closed", () -> sockets() <= before);
        }
    }

    @Test
    void shouldNotBlameTheTargetWhenThisProcessIsOutOfDescriptors() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String printed = Shell.run(List.of(
                "sh",
                "-c",
                "ulimit -n 128; exec \"$@\"",
                "sh",
                java,
                "-cp",
                System.getProperty("java.class.path"),
                Hungry.class.getName()));
        assertThat(printed.lines())
                .containsExactly(
                        "passed",
                        "not possible: cannot bind 192.0.2.77:0: Cannot assign requested address",
                        "not possible: cannot open a socket: Too many open files");
    }

    private static long sockets() {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.filter(DescriptorsTest::isSocket).count();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException e) {
            return false; // closed meanwhile
        }
    }

    /** A process that takes every descriptor there is, then checks a target that is well. */
    static final class Hungry {

        private Hungry() {}

        public static void main(String[] arguments) throws Exception {
            try (ScriptedServer server = new ScriptedServer("127.0.0.1", "")) {
                TcpConnectChecker checker = new TcpConnectChecker();
                Deadline deadline = Deadline.in(Duration.ofSeconds(20));
                // Each outcome once before: the classes lie in directories here, and loading one takes a descriptor
                // too.
                System.out.println(checker.check(server.target(), deadline));
                System.out.println(checker.check(server.target().from(Endpoint.of("192.0.2.77", 0)), deadline));
                List<Closeable> taken = new ArrayList<>();
                boolean more = true;
                while (more) {
                    try {
                        taken.add(Files.newInputStream(Path.of("/dev/null")));
                    } catch (IOException e) {
                        more = false;
                    }
                }
                CheckResult result = checker.check(server.target(), deadline);
                taken.remove(0).close();
                System.out.println(result);
            }
        }
    }
}
