package io.github.lvs4j.verification.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.examples.DirectorCommand;
import io.github.lvs4j.examples.GenhashCommand;
import io.github.lvs4j.examples.PlanCommand;
import io.github.lvs4j.testkit.hosts.Eventually;
import io.github.lvs4j.testkit.hosts.HostProcess;
import io.github.lvs4j.testkit.hosts.TestHost;
import io.github.lvs4j.testkit.hosts.TestLan;
import io.github.lvs4j.testkit.hosts.TestNetwork;
import io.github.lvs4j.testkit.junit.RequiresTool;
import io.github.lvs4j.verification.director.PageServer;
import io.github.lvs4j.verification.kernel.KernelTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./lvs4j director}, {@code plan} and {@code genhash} beside each other, as people run them. */
@KernelTest
@RequiresTool({"ip", "ipvsadm", "curl", "md5sum"})
@Timeout(180)
class DirectorCommandKernelTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Path SEED = Program.example("keepalived.conf");

    @TempDir
    private Path directory;

    private TestLan lan;
    private TestHost host;
    private TestHost realServer;

    @BeforeEach
    void connectTheHosts() {
        lan = TestLan.create();
        TestNetwork inside = lan.network("lan");
        host = lan.host("lvs1")
                .connect("eth0", lan.network("wan"), "113.226.77.81/24")
                .connect("eth1", inside, "192.168.168.1/24");
        realServer = lan.host("rs").connect("eth1", inside, "192.168.168.238/24");
    }

    @AfterEach
    void removeThem() {
        lan.close();
    }

    @Test
    void shouldLeaveNothingAfterSigterm() {
        KernelState before = KernelState.of(host);
        HostProcess director = start();
        director.awaitLine(line -> line.contains("sync group HK_GRP1: BACKUP to MASTER"), SOON);
        Eventually.within(
                SOON,
                "both addresses",
                () -> host.ip("-o", "-4", "address").contains("113.226.77.88/32")
                        && host.ip("-o", "-4", "address").contains("192.168.168.11/32"));
        assertThat(KernelState.of(host).table()).isNotEmpty();

        assertThat(director.stop(SOON)).isEqualTo(128 + 15);

        assertThat(KernelState.of(host)).isEqualTo(before);
        assertThat(director.lines()).noneMatch(line -> line.contains("Exception"));
    }

    @Test
    void shouldHaveNothingToPlanBesideADirectorThatRepairsWhatOthersChange() throws Exception {
        try (PageServer page = webServer()) {
            Path file = Files.writeString(
                    directory.resolve("quick.conf"), Files.readString(SEED).replace("delay_loop 6", "delay_loop 1"));
            String addresses = KernelState.of(host).addresses();
            HostProcess director = start("--no-vrrp");
            KernelState running = KernelState.of(host);
            assertThat(running.addresses()).as("no VRRP, no address").isEqualTo(addresses);
            assertThat(running.table()).contains("-A -t 113.226.77.88:80 -s wrr -p 60", "192.168.168.238:80");

            assertThat(host.run(SOON, Program.command(PlanCommand.class, file)).orFail())
                    .contains("nothing to change");

            // All at once, because the director looks every half minute.
            host.run("ipvsadm", "-C").orFail();
            host.run("ipvsadm", "-A", "-f", "5", "-s", "rr").orFail();
            director.awaitLine(line -> line.contains("table changed (drift)"), SOON);
            assertThat(KernelState.of(host).table()).contains("-A -f 5", running.table());

            director.stop(SOON);
            assertThat(KernelState.of(host).table()).isEqualTo("-A -f 5 -s rr\n");
        }
    }

    @Test
    void shouldPrintTheDigestThatMd5sumPrints() throws Exception {
        try (PageServer page = webServer()) {
            String md5 = host.run("sh", "-ec", "curl -sf http://192.168.168.238/page | md5sum")
                    .orFail();
            List<String> genhash =
                    Program.command(GenhashCommand.class, "-s", "192.168.168.238", "-p", 80, "-u", "/page");
            assertThat(host.run(SOON, genhash).orFail().strip()).isEqualTo(md5.substring(0, 32));
        }
    }

    private HostProcess start(Object... options) {
        Object[] arguments = new Object[options.length + 1];
        arguments[0] = SEED;
        System.arraycopy(options, 0, arguments, 1, options.length);
        HostProcess director =
                host.start(Program.command(DirectorCommand.class, arguments).toArray(String[]::new));
        director.awaitLine(line -> line.contains("director runs"), SOON);
        return director;
    }

    private PageServer webServer() throws Exception {
        PageServer server = new PageServer(realServer, "192.168.168.238", 80);
        server.answer(200, "a page of several lines\nand no end");
        return server;
    }
}
