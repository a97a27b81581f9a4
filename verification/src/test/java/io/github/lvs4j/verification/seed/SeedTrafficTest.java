package io.github.lvs4j.verification.seed;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.examples.demo.Requests;
import io.github.lvs4j.examples.demo.SeedDeployment;
import io.github.lvs4j.examples.demo.SeedLan;
import io.github.lvs4j.examples.demo.SeedView;
import io.github.lvs4j.testkit.hosts.Capture;
import io.github.lvs4j.testkit.hosts.CapturedFrame;
import io.github.lvs4j.testkit.hosts.Eventually;
import io.github.lvs4j.testkit.hosts.HostProcess;
import io.github.lvs4j.testkit.hosts.TestHost;
import io.github.lvs4j.verification.kernel.KernelTest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Real traffic through the seed's deployment: nginx, curl and two directors in Java machines of their own. The tests share one
 * deployment and build on each other, as an administrator's evening does.
 */
@KernelTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SeedTrafficTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String URL = "http://" + SeedLan.VIRTUAL_ADDRESS + "/";
    private static final Pattern EXPIRED = Pattern.compile("^\\[([0-9T:.-]+)] ?Deleted .* inet ([0-9.]+)/32 ");

    /** Inside the kernel VM the working directory is another one: the checkout is found by this class's own place. */
    private static final Path CHECKOUT = Path.of(SeedTrafficTest.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .getPath())
            .resolve("../../..")
            .normalize();

    private SeedDeployment deployment;

    @BeforeAll
    void deploy() {
        deployment = SeedDeployment.start(CHECKOUT.resolve("examples/seed/four-ports.conf"));
        Eventually.within(SOON, "lvs1 is master", () -> SeedView.isMaster(lvs1()));
        Eventually.within(SOON, "lvs2 is backup", () -> SeedView.isBackup(lvs2()));
    }

    @AfterAll
    void remove() {
        deployment.close();
    }

    @Test
    @Order(1)
    void shouldFillTheTableOfTheSeedOnMasterAndBackup() {
        for (TestHost director : List.of(lvs1(), lvs2())) {
            Eventually.within(SOON, "the table", () -> SeedView.rows(director).equals(SeedView.ROWS));
        }
    }

    @Test
    @Order(2)
    void shouldLeaveTheClientWithoutAnswerAsLongAsPolicyRoutingIsMissing() {
        for (int i = 0; i < 3; i++) {
            assertThat(answered()).isFalse();
        }
    }

    @Test
    @Order(3)
    void shouldAnswerEveryRequestOncePolicyRoutingIsWritten() {
        deployment.writePolicyRouting();
        int answers = 0;
        for (int i = 0; i < 100; i++) {
            answers += answered() ? 1 : 0;
        }
        assertThat(answers).isEqualTo(100);
    }

    @Test
    @Order(4)
    void shouldFailNoRequestOutsideTheFailoverWindow() {
        String mac = SeedView.mac(lvs2(), "eth0");
        String innerMac = SeedView.mac(lvs2(), "eth1");
        try (Requests requests = Requests.start(deployment.lan().client(), URL);
                Capture outside = deployment.lan().client().capture("eth0", "arp");
                Capture inside = deployment.lan().rs1().capture("eth1", "arp");
                HostProcess leases = lvs1().start(List.of("ip", "-ts", "monitor", "address"), Map.of())) {
            Eventually.within(SOON, "a served client", () -> requests.answeredInARow() >= 20);
            Instant killed = Instant.now();
            deployment.crashFirstDirector();

            Eventually.within(SOON, "lvs2 is master", () -> SeedView.isMaster(lvs2()));
            Eventually.within(SOON, "the leases of lvs1 run out", () -> SeedView.isBackup(lvs1()));
            Eventually.within(
                    SOON,
                    "first burst outside",
                    () -> announcements(outside, mac).size() >= 5);
            Eventually.within(
                    SOON,
                    "first burst inside",
                    () -> announcements(inside, innerMac).size() >= 5);
            Eventually.within(SOON, "a served client", () -> requests.answeredInARow() >= 20);

            Instant end = Stream.of(
                            lastExpiry(leases),
                            announcements(outside, mac).get(4),
                            announcements(inside, innerMac).get(4))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            List<Requests.Attempt> failed = requests.attempts().stream()
                    .filter(attempt -> !attempt.answered())
                    .toList();
            System.out.printf(
                    "failover window after kill -9: %.3f s; requests %d, failed %d%n",
                    Duration.between(killed, end).toNanos() / 1e9,
                    requests.attempts().size(),
                    failed.size());
            assertThat(failed).allSatisfy(attempt -> {
                assertThat(attempt.end()).isAfter(killed);
                assertThat(attempt.begin()).isBefore(end);
            });
        }
    }

    @Test
    @Order(5)
    void shouldReturnToTheFirstDirectorWithoutLosingItsTable() {
        deployment.startFirstDirectorAgain();
        Eventually.within(SOON, "lvs1 is master again", () -> SeedView.isMaster(lvs1()) && SeedView.isBackup(lvs2()));
        assertThat(SeedView.rows(lvs1())).isEqualTo(SeedView.ROWS);
        Eventually.within(SOON, "a served client", this::answered);
    }

    @Test
    @Order(6)
    void shouldMoveBothAddressesWhenTheLanLinkIsCut() {
        lvs1().setCarrier("eth1", false);
        Eventually.within(SOON, "lvs2 is master of both", () -> SeedView.isMaster(lvs2()) && SeedView.isBackup(lvs1()));
        Eventually.within(SOON, "a served client", this::answered);
        lvs1().setCarrier("eth1", true);
        Eventually.within(SOON, "lvs1 is master of both", () -> SeedView.isMaster(lvs1()) && SeedView.isBackup(lvs2()));
    }

    private boolean answered() {
        return deployment
                .lan()
                .client()
                .run("curl", "-sf", "-m", "2", "-o", "/dev/null", URL)
                .succeeded();
    }

    /** When gratuitous ARP requests of a sender were captured: sender and target address are equal (RFC 5227, section 3). */
    private static List<Instant> announcements(Capture capture, String mac) {
        return capture.frames().stream()
                .filter(frame -> frame.hex().startsWith(mac.replace(":", ""), 12))
                .filter(frame -> frame.hex().length() >= 84
                        && frame.hex().substring(56, 64).equals(frame.hex().substring(76, 84)))
                .map(CapturedFrame::time)
                .toList();
    }

    private static Instant lastExpiry(HostProcess monitor) {
        Eventually.within(
                SOON,
                "both addresses reported as deleted",
                () -> expiries(monitor).count() == 2);
        return expiries(monitor).max(Comparator.naturalOrder()).orElseThrow();
    }

    private static Stream<Instant> expiries(HostProcess monitor) {
        return monitor.lines().stream()
                .map(EXPIRED::matcher)
                .filter(Matcher::find)
                .map(matcher -> LocalDateTime.parse(matcher.group(1))
                        .atZone(ZoneId.systemDefault())
                        .toInstant());
    }

    private TestHost lvs1() {
        return deployment.lan().lvs1();
    }

    private TestHost lvs2() {
        return deployment.lan().lvs2();
    }
}
