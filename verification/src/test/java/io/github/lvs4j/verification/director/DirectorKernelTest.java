package io.github.lvs4j.verification.director;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lvs4j.director.Director;
import io.github.lvs4j.director.DirectorConfig;
import io.github.lvs4j.director.DirectorEvent;
import io.github.lvs4j.director.DirectorOptions;
import io.github.lvs4j.director.conf.KeepalivedConf;
import io.github.lvs4j.error.AlreadyExistsException;
import io.github.lvs4j.error.LvsException;
import io.github.lvs4j.healthcheck.HealthEvent;
import io.github.lvs4j.healthcheck.HealthState;
import io.github.lvs4j.netlink.namespace.NetworkNamespace;
import io.github.lvs4j.testkit.hosts.Eventually;
import io.github.lvs4j.testkit.hosts.HostProcess;
import io.github.lvs4j.testkit.hosts.TestHost;
import io.github.lvs4j.testkit.hosts.TestLan;
import io.github.lvs4j.testkit.hosts.TestNetwork;
import io.github.lvs4j.testkit.junit.RequiresPeer;
import io.github.lvs4j.testkit.junit.RequiresTool;
import io.github.lvs4j.testkit.peers.Keepalived;
import io.github.lvs4j.verification.kernel.KernelTest;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * <pre>
 *   lvs1 eth0 113.226.77.81 ---[ wan ]--- eth0 113.226.77.82 lvs2
 *        eth1 192.168.168.1 ---[ lan ]--- eth1 192.168.168.2
 *                                 |
 *                                rs 192.168.168.236, 192.168.168.238
 * </pre>
 */
@KernelTest
@RequiresTool({"ip", "ipvsadm"})
@Timeout(120)
class DirectorKernelTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Path SEED = example("keepalived.conf");
    private static final Path FOUR_PORTS = example("four-ports.conf");

    @TempDir
    private Path directory;

    private final List<DirectorEvent> events = new CopyOnWriteArrayList<>();
    private TestLan lan;
    private TestHost lvs1;
    private TestHost lvs2;
    private TestHost realServer;

    @BeforeEach
    void connectTheHosts() {
        lan = TestLan.create();
        TestNetwork wan = lan.network("wan");
        TestNetwork inside = lan.network("lan");
        lvs1 = lan.host("lvs1").connect("eth0", wan, "113.226.77.81/24").connect("eth1", inside, "192.168.168.1/24");
        lvs2 = lan.host("lvs2").connect("eth0", wan, "113.226.77.82/24").connect("eth1", inside, "192.168.168.2/24");
        realServer = lan.host("rs").connect("eth1", inside, "192.168.168.236/24", "192.168.168.238/24");
    }

    @AfterEach
    void removeThem() {
        lan.close();
    }

    @Test
    @RequiresPeer("keepalived")
    void shouldMakeTheTableThatKeepalivedMakesFromTheSameFile() throws Exception {
        for (Path file : List.of(SEED, FOUR_PORTS)) {
            try (PageServer a = new PageServer(realServer, "192.168.168.238", 80);
                    PageServer b = new PageServer(realServer, "192.168.168.236", 8001);
                    PageServer c = new PageServer(realServer, "192.168.168.236", 8002);
                    PageServer d = new PageServer(realServer, "192.168.168.238", 8003);
                    PageServer e = new PageServer(realServer, "192.168.168.238", 8004)) {
                String theirs = keepalivedsTable(file);
                try (Director director = start(lvs2, read(file), DirectorOptions.defaults())) {
                    assertThat(director.status().settled()).isTrue();
                    assertThat(save(lvs2)).isEqualTo(theirs).isNotEmpty();
                }
                assertThat(save(lvs2)).isEmpty();
            }
        }
    }

    @Test
    void shouldSendNoMessageForATableThatIsAsDesired() throws Exception {
        DirectorConfig config = read(SEED);
        try (PageServer up = new PageServer(realServer, "192.168.168.238", 80);
                Director director = start(lvs1, config, withoutVrrp())) {
            String before = save(lvs1);
            assertThat(director.apply(config).attempted()).isZero();
            director.reconcile();
            assertThat(director.status().driftRepairs()).isZero();
            assertThat(save(lvs1)).isEqualTo(before);
        }
    }

    @Test
    void shouldLeaveTheKernelAsItFoundItWhenTheConfigurationIsRefused() throws Exception {
        lvs1.run("ipvsadm", "-A", "-t", "113.226.77.88:80", "-s", "rr").orFail();
        String table = save(lvs1);
        String addresses = lvs1.ip("-o", "address", "show");
        Path unknownInterface = rewritten(SEED, "interface eth1", "interface eth9");
        Path unknownScheduler = rewritten(SEED, "lb_algo wrr", "lb_algo twos");

        assertThatThrownBy(() -> start(lvs1, read(unknownInterface), DirectorOptions.defaults()))
                .isInstanceOf(LvsException.class)
                .hasMessageContaining("eth9");
        lvs1.ip("address", "add", "113.226.77.88/32", "dev", "eth0");
        assertThatThrownBy(() -> start(lvs1, read(SEED), DirectorOptions.defaults()))
                .isInstanceOf(LvsException.class)
                .hasMessageContaining("113.226.77.88")
                .hasMessageContaining("eth0");
        lvs1.ip("address", "del", "113.226.77.88/32", "dev", "eth0");
        if (!schedulerExists("twos")) {
            assertThatThrownBy(() -> start(lvs1, read(unknownScheduler), withoutVrrp()))
                    .isInstanceOf(LvsException.class)
                    .hasMessageContaining("twos");
        }

        assertThat(save(lvs1)).isEqualTo(table);
        assertThat(lvs1.ip("-o", "address", "show")).isEqualTo(addresses);
    }

    @Test
    void shouldRefuseASecondDirectorInTheSameNamespaceAndNotInAnother() throws Exception {
        DirectorConfig config = read(SEED);
        try (Director first = start(lvs1, config, withoutVrrp());
                Director elsewhere = start(lvs2, config, withoutVrrp())) {
            assertThatThrownBy(() -> start(lvs1, config, withoutVrrp()))
                    .isInstanceOf(AlreadyExistsException.class)
                    .hasMessageContaining("113.226.77.88:80");
            assertThat(first.status().settled()).isTrue();
            assertThat(elsewhere.status().settled()).isTrue();
            assertThat(save(lvs1)).isNotEmpty();
        }
    }

    @Test
    void shouldRepairWhatSomebodyElseChanged() throws Exception {
        try (PageServer up = new PageServer(realServer, "192.168.168.238", 80);
                Director director = start(lvs1, read(SEED), withoutVrrp())) {
            String before = save(lvs1);
            lvs1.run("ipvsadm", "-E", "-t", "113.226.77.88:80", "-s", "rr").orFail();
            lvs1.run("ipvsadm", "-d", "-t", "113.226.77.88:80", "-r", "192.168.168.238:80")
                    .orFail();
            lvs1.run("ipvsadm", "-A", "-t", "113.226.77.88:443", "-s", "rr").orFail();

            director.reconcile();

            assertThat(save(lvs1)).startsWith(before).contains("113.226.77.88:443");
            assertThat(director.status().driftRepairs()).isEqualTo(1);
            assertThat(director.status().foreignServices()).hasSize(1);
        }
        assertThat(save(lvs1)).isEqualTo("-A -t 113.226.77.88:443 -s rr\n");
    }

    @Test
    void shouldGiveAStoppedServerWeightZeroAfterItsRetriesAndNotBefore() throws Exception {
        PageServer server = new PageServer(realServer, "192.168.168.238", 80);
        Path file = rewritten(SEED, "delay_loop 6", "delay_loop 1", "connect_timeout 10", "connect_timeout 2");
        try (Director director = start(lvs1, read(file), withoutVrrp())) {
            Eventually.within(
                    SOON,
                    "a first success",
                    () -> director.status()
                            .services()
                            .get(0)
                            .servers()
                            .get(0)
                            .checks()
                            .containsValue(HealthState.UP));
            events.clear();
            long stopped = System.nanoTime();
            server.close();

            Eventually.within(SOON, "weight 0", () -> weights(lvs1).equals(List.of("0")));

            Duration took = Duration.ofNanos(System.nanoTime() - stopped);
            // Three retries, three seconds apart, after the first failure.
            assertThat(took).isBetween(Duration.ofSeconds(9), Duration.ofSeconds(20));
            assertThat(attemptsBeforeDown()).isEqualTo(4);
            try (PageServer again = new PageServer(realServer, "192.168.168.238", 80)) {
                Eventually.within(SOON, "weight 1", () -> weights(lvs1).equals(List.of("1")));
            }
        }
    }

    @Test
    void shouldCatchAnErrorPageByStatusAndAChangedPageByDigest() throws Exception {
        Path file = Files.writeString(directory.resolve("http.conf"), """
                virtual_server 113.226.77.88 80 {
                    protocol TCP
                    delay_loop 0.2
                    warmup 0
                    delay_before_retry 0.1
                    inhibit_on_failure
                    real_server 192.168.168.236 80 {
                        HTTP_GET {
                            url {
                                path /
                                status_code 200
                            }
                        }
                    }
                    real_server 192.168.168.238 80 {
                        HTTP_GET {
                            url {
                                path /
                                digest b1946ac92492d2347c6235b4d2611184
                            }
                        }
                    }
                }
                """);
        try (PageServer byStatus = new PageServer(realServer, "192.168.168.236", 80);
                PageServer byDigest = new PageServer(realServer, "192.168.168.238", 80);
                Director director = start(lvs1, read(file), withoutVrrp())) {
            Eventually.within(
                    SOON,
                    "both up",
                    () -> director.status().services().get(0).servers().stream()
                            .allMatch(server -> server.checks().containsValue(HealthState.UP)));
            assertThat(weights(lvs1)).containsExactly("1", "1");

            byStatus.answer(502, "hello\n");
            Eventually.within(SOON, "the error page caught", () -> weights(lvs1).equals(List.of("0", "1")));
            byStatus.answer(200, "anything\n");
            Eventually.within(SOON, "the page back", () -> weights(lvs1).equals(List.of("1", "1")));
            byDigest.answer(200, "hello!\n");
            Eventually.within(
                    SOON, "the changed page caught", () -> weights(lvs1).equals(List.of("1", "0")));
        }
    }

    private String keepalivedsTable(Path file) throws IOException {
        Path pids = Files.createTempDirectory(directory, "keepalived");
        try (HostProcess keepalived = lvs1.start(Keepalived.command(file, pids), Map.of())) {
            long servers = Files.readAllLines(file).stream()
                    .filter(line -> line.strip().startsWith("real_server"))
                    .count();
            Eventually.within(SOON, "keepalived's table", () -> weights(lvs1).size() == servers);
            String table = save(lvs1);
            keepalived.stop(SOON);
            return table;
        }
    }

    private long attemptsBeforeDown() {
        List<DirectorEvent> seen = List.copyOf(events);
        int down = 0;
        while (!(seen.get(down) instanceof DirectorEvent.RealServerChanged)) {
            down++;
        }
        return seen.subList(0, down).stream()
                .filter(event -> event instanceof DirectorEvent.Health health
                        && health.event() instanceof HealthEvent.AttemptFailed)
                .count();
    }

    private Director start(TestHost host, DirectorConfig config, DirectorOptions options) throws Exception {
        try (NetworkNamespace namespace = NetworkNamespace.at(host.namespacePath())) {
            DirectorOptions listening = DirectorOptions.builder()
                    .from(options)
                    .addListeners(events::add)
                    .build();
            return namespace.run(() -> Director.start(config, listening));
        }
    }

    private static DirectorOptions withoutVrrp() {
        return DirectorOptions.builder().vrrp(false).build();
    }

    private static DirectorConfig read(Path file) throws IOException {
        return KeepalivedConf.read(file).orThrow();
    }

    private Path rewritten(Path file, String... pairs) throws IOException {
        String text = Files.readString(file);
        for (int i = 0; i < pairs.length; i += 2) {
            assertThat(text).contains(pairs[i]);
            text = text.replace(pairs[i], pairs[i + 1]);
        }
        return Files.writeString(Files.createTempFile(directory, "k", ".conf"), text);
    }

    /** The guest's working directory is another: the classes know where the checkout is. */
    private static Path example(String name) {
        try {
            Path classes = Path.of(DirectorKernelTest.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return classes.resolve("../../../examples/seed").resolve(name).normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean schedulerExists(String name) throws IOException {
        return Files.readString(Path.of("/proc/modules")).contains("ip_vs_" + name + " ");
    }

    private static String save(TestHost host) {
        return host.run("ipvsadm", "-Sn").orFail();
    }

    private static List<String> weights(TestHost host) {
        return save(host)
                .lines()
                .filter(line -> line.startsWith("-a "))
                .map(line -> line.substring(line.indexOf("-w ") + 3).split(" ")[0])
                .toList();
    }
}
