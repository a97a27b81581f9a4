package io.github.lvs4j.verification.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lvs4j.testkit.hosts.Capture;
import io.github.lvs4j.testkit.hosts.CapturedFrame;
import io.github.lvs4j.testkit.hosts.CommandResult;
import io.github.lvs4j.testkit.hosts.Eventually;
import io.github.lvs4j.testkit.hosts.HostException;
import io.github.lvs4j.testkit.hosts.HostProcess;
import io.github.lvs4j.testkit.hosts.TestHost;
import io.github.lvs4j.testkit.hosts.TestLan;
import io.github.lvs4j.testkit.hosts.TestNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * <pre>
 *   left 10.9.0.1/24, 2001:db8::1/64 ---[ wan ]--- right 10.9.0.2/24, 2001:db8::2/64
 * </pre>
 */
abstract class TestLanChecks {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int ARP = 0x0806;

    private TestLan lan;
    private TestHost left;
    private TestHost right;

    @BeforeEach
    void connectTwoHosts() {
        lan = TestLan.create();
        TestNetwork wan = lan.network("wan");
        left = lan.host("left").connect("eth0", wan, "10.9.0.1/24", "2001:db8::1/64");
        right = lan.host("right").connect("eth0", wan, "10.9.0.2/24", "2001:db8::2/64");
    }

    @AfterEach
    void removeThem() {
        lan.close();
        assertThat(left.namespacePath()).doesNotExist();
        assertThat(right.namespacePath()).doesNotExist();
    }

    @Test
    void shouldCarryTrafficOfBothFamilies() {
        assertThat(helloFrom("10.9.0.2", "10.9.0.2")).isEqualTo("hello\n");
        assertThat(helloFrom("2001:db8::2", "[2001:db8::2]")).isEqualTo("hello\n");
    }

    private String helloFrom(String address, String inUrl) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("java.class.path");
        try (HostProcess server = right.start(java, "-cp", classPath, HelloServer.class.getName(), address, "8080")) {
            server.awaitLine("listening"::equals, SOON);
            return left.run("curl", "-sgm", "5", "http://" + inUrl + ":8080/").output();
        }
    }

    @Test
    void shouldTellACommandsStatusAndBothOutputs() {
        CommandResult result = left.run("sh", "-c", "echo out; echo err >&2; exit 3");

        assertThat(result.exitStatus()).isEqualTo(3);
        assertThat(result.output()).isEqualTo("out\n");
        assertThat(result.errorOutput()).isEqualTo("err\n");
        assertThatThrownBy(result::orFail).isInstanceOf(HostException.class).hasMessageContaining("status 3");
    }

    @Test
    void shouldEndACommandThatTakesTooLong() {
        assertThatThrownBy(() -> left.run(Duration.ofMillis(200), List.of("sleep", "60")))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("did not end within");
    }

    @Test
    void shouldFreezeThawAndStopAProcess() throws IOException {
        HostProcess process = left.start("sh", "-c", "echo begun; while :; do sleep 0.1; done");
        process.awaitLine("begun"::equals, SOON);

        process.freeze();
        Eventually.within(SOON, "the frozen state", () -> state(process) == 'T');
        process.thaw();
        Eventually.within(SOON, "the thawed state", () -> state(process) != 'T');
        assertThat(process.stop(SOON)).isEqualTo(128 + 15);
    }

    private static char state(HostProcess process) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2);
        } catch (IOException e) {
            throw new AssertionError("process " + process.pid() + " is gone", e);
        }
    }

    @Test
    void shouldLoseTheCarrierButStayUp() {
        left.setCarrier("eth0", false);
        Eventually.within(SOON, "no carrier", () -> linkFlags().contains("NO-CARRIER"));
        assertThat(linkFlags()).contains(",UP");

        left.setCarrier("eth0", true);
        Eventually.within(SOON, "the carrier again", () -> linkFlags().contains("LOWER_UP"));

        left.setLink("eth0", false);
        assertThat(linkFlags()).doesNotContain("UP");
    }

    private String linkFlags() {
        String line = left.ip("-o", "link", "show", "eth0");
        return line.substring(line.indexOf('<'), line.indexOf('>'));
    }

    @Test
    void shouldCaptureFramesWithTheirTimes() {
        try (Capture capture = right.capture("eth0", "arp")) {
            Instant before = Instant.now();
            left.run("sh", "-c", "ip neigh flush all; curl -sm 1 http://10.9.0.2:9/");
            CapturedFrame request = capture.await(frame -> frame.etherType() == ARP, SOON);

            assertThat(request.time())
                    .isBetween(before.minusSeconds(1), Instant.now().plusSeconds(1));
            assertThat(request.hex()).startsWith("ffffffffffff").contains("0a090002");
            assertThat(capture.stop()).allMatch(frame -> frame.etherType() == ARP);
        }
    }

    @Test
    void shouldRemoveWhatADeadRunLeftBehind() throws IOException, InterruptedException {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        String leftover = "l4j-" + dead.pid() + "-1z-abcd-left";
        assertThat(left.run("ip", "netns", "add", leftover).succeeded()).isTrue();

        assertThat(TestLan.removeLeftovers()).contains(leftover);
        assertThat(Path.of("/run/netns", leftover)).doesNotExist();
        assertThat(left.namespacePath()).exists();
    }

    @Test
    void shouldEndWhatStillRunsOnClose() {
        HostProcess process = left.start("sleep", "60");
        HostProcess parent = right.start("sh", "-c", "sleep 61 & echo $!; wait");
        long child = Long.parseLong(parent.awaitLine(line -> true, SOON));

        lan.close();

        assertThat(process.isAlive()).isFalse();
        Eventually.within(
                SOON,
                "the end of the child",
                () -> ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
    }
}
