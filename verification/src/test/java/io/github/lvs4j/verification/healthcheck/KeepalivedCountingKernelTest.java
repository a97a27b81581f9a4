package io.github.lvs4j.verification.healthcheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.healthcheck.CheckResult;
import io.github.lvs4j.healthcheck.HealthPolicy;
import io.github.lvs4j.healthcheck.HealthState;
import io.github.lvs4j.healthcheck.RecoveryRule;
import io.github.lvs4j.healthcheck.machine.HealthMachine;
import io.github.lvs4j.healthcheck.machine.HealthStep;
import io.github.lvs4j.testkit.hosts.Eventually;
import io.github.lvs4j.testkit.junit.RequiresPeer;
import io.github.lvs4j.testkit.peers.Keepalived;
import io.github.lvs4j.verification.kernel.KernelTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What our machine would do beside what keepalived does: its HTTP_GET meets servers that answer by a script, and we see
 * which URL it asks, when, and what weight the kernel's table shows meanwhile. All scenarios run at the same time.
 */
@KernelTest
@RequiresPeer("keepalived")
final class KeepalivedCountingKernelTest {

    private static final Duration INTERVAL = Duration.ofMillis(1200);
    private static final Duration RETRY = Duration.ofMillis(500);

    /** Just under half the distance between the delays that must be told apart. */
    private static final Duration TOLERANCE = Duration.ofMillis(240);

    /** One target: '+' is a good answer, '-' a bad one. */
    private record Scenario(String name, int urls, int retries, RecoveryRule rule, String script) {

        HealthMachine machine() {
            HealthPolicy.Builder builder = HealthPolicy.http();
            return new HealthMachine(
                    builder.interval(INTERVAL)
                            .delayBeforeRetry(RETRY)
                            .retries(retries)
                            .recovery(rule)
                            .build(),
                    urls);
        }
    }

    private static final List<Scenario> SCENARIOS = List.of(
            new Scenario("retries", 1, 2, RecoveryRule.ALL_PROBES, "++-+--+---" + "--++++"),
            new Scenario("first failure", 2, 3, RecoveryRule.ALL_PROBES, "+--+-++" + "++---+"),
            new Scenario("three URLs", 3, 1, RecoveryRule.ALL_PROBES, "+++" + "+--" + "-+++-+" + "++-+"),
            new Scenario("no retries", 1, 0, RecoveryRule.ALL_PROBES, "+-++" + "--+-++"),
            new Scenario("fast recovery", 3, 1, RecoveryRule.ALL_PROBES_AT_ONCE, "+++" + "+--" + "-++++" + "++"));

    @TempDir
    private Path directory = Path.of("");

    @Test
    @Timeout(120)
    void shouldAskWhatKeepalivedAsksAndWhenAndJudgeAsItDoes() throws Exception {
        List<CountingServer> servers = new ArrayList<>();
        for (Scenario scenario : SCENARIOS) {
            servers.add(new CountingServer(scenario.script()));
        }
        Process keepalived = keepalived(configuration(servers));
        try {
            Eventually.within(
                    Duration.ofSeconds(60),
                    "every script is played",
                    () -> servers.stream().allMatch(CountingServer::played));
        } catch (RuntimeException e) {
            throw new IllegalStateException(Files.readString(directory.resolve("keepalived.log")), e);
        } finally {
            keepalived.destroy();
            assertThat(keepalived.waitFor(15, TimeUnit.SECONDS)).isTrue();
            for (CountingServer server : servers) {
                server.close();
            }
        }
        for (int i = 0; i < servers.size(); i++) {
            compare(SCENARIOS.get(i), servers.get(i).attempts());
        }
    }

    @Test
    @Timeout(120)
    void shouldGoDownWhenKeepalivedsTcpCheckDoesAndComeUpAtOnceLikeIt() throws Exception {
        int port;
        Process keepalived;
        long lastSuccess;
        try (ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            port = listening.getLocalPort();
            keepalived = keepalived("""
                    global_defs {
                    }
                    virtual_server 192.0.2.1 80 {
                      delay_loop 1.2
                      lb_algo rr
                      lb_kind NAT
                      protocol TCP
                      real_server 127.0.0.1 PORT {
                        weight 1
                        inhibit_on_failure
                        TCP_CHECK {
                          retry 2
                          delay_before_retry 0.5
                          warmup 0
                        }
                      }
                    }
                    """.replace("PORT", String.valueOf(port)));
            listening.setSoTimeout(20_000);
            listening.accept().close();
            listening.accept().close();
            lastSuccess = System.nanoTime();
        }
        try {
            Eventually.within(Duration.ofSeconds(20), "weight 0", () -> IpvsWeight.of(port) == 0);
            Duration detection = Duration.ofNanos(System.nanoTime() - lastSuccess);
            assertThat(detection)
                    .isBetween(tcpDetection().minus(TOLERANCE), tcpDetection().plus(TOLERANCE));
            try (ServerSocket again = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
                again.setSoTimeout(20_000);
                again.accept().close();
                Eventually.within(TOLERANCE, "weight 1 after one success", () -> IpvsWeight.of(port) == 1);
            }
        } finally {
            keepalived.destroy();
            assertThat(keepalived.waitFor(15, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** From a success to the verdict, as our machine has it. */
    private static Duration tcpDetection() {
        HealthPolicy.Builder builder = HealthPolicy.builder();
        HealthMachine machine = new HealthMachine(
                builder.interval(INTERVAL).delayBeforeRetry(RETRY).retries(2).build(), 1);
        Duration sum = machine.onResult(CheckResult.passed()).delay();
        while (machine.state() == HealthState.UP) {
            Duration delay = machine.onResult(CheckResult.failed("refused")).delay();
            sum = machine.state() == HealthState.UP ? sum.plus(delay) : sum;
        }
        return sum;
    }

    private Process keepalived(String text) throws IOException {
        Path configuration = Files.writeString(directory.resolve("keepalived.conf"), text);
        return new ProcessBuilder(Keepalived.command(configuration, directory, "--check"))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("keepalived.log").toFile())
                .start();
    }

    private static void compare(Scenario scenario, List<CountingServer.Attempt> seen) {
        HealthMachine machine = scenario.machine();
        boolean up = true;
        for (int i = 0; i < scenario.script().length(); i++) {
            CountingServer.Attempt attempt = seen.get(i);
            String so = scenario.name() + " before attempt " + i + " of " + scenario.script();
            assertThat(attempt.path()).as(so).isEqualTo("/" + machine.probe());
            assertThat(attempt.weight()).as("weight, %s", so).isEqualTo(up ? 1 : 0);
            HealthStep step = machine.onResult(
                    scenario.script().charAt(i) == '+' ? CheckResult.passed() : CheckResult.failed("502"));
            up = HealthPolicy.http().build().countsAsUp(machine.state());
            Duration gap = Duration.ofNanos(seen.get(i + 1).atNanos() - attempt.atNanos());
            assertThat(gap)
                    .as("delay, %s", so)
                    .isBetween(step.delay().minus(TOLERANCE), step.delay().plus(TOLERANCE));
        }
    }

    private static String configuration(List<CountingServer> servers) throws IOException {
        StringBuilder text = new StringBuilder("global_defs {\n}\n");
        for (int i = 0; i < servers.size(); i++) {
            Scenario scenario = SCENARIOS.get(i);
            text.append("virtual_server 192.0.2.1 ").append(8000 + i).append(" {\n");
            text.append("delay_loop 1.2\nlb_algo rr\nlb_kind NAT\nprotocol TCP\n");
            text.append("real_server 127.0.0.1 ").append(servers.get(i).port()).append(" {\n");
            text.append("weight 1\ninhibit_on_failure\nHTTP_GET {\n");
            text.append("connect_timeout 4\ndelay_before_retry 0.5\nwarmup 0\n");
            text.append("retry ").append(scenario.retries()).append("\n");
            if (scenario.rule() == RecoveryRule.ALL_PROBES_AT_ONCE) {
                text.append("fast_recovery\n");
            }
            for (int url = 0; url < scenario.urls(); url++) {
                text.append("url {\npath /").append(url).append("\nstatus_code 200\n}\n");
            }
            text.append("}\n}\n}\n");
        }
        return text.toString();
    }
}
