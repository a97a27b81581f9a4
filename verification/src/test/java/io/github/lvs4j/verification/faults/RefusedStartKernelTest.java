package io.github.lvs4j.verification.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.examples.DirectorCommand;
import io.github.lvs4j.testkit.hosts.CommandResult;
import io.github.lvs4j.testkit.hosts.HostProcess;
import io.github.lvs4j.testkit.hosts.TestHost;
import io.github.lvs4j.testkit.hosts.TestLan;
import io.github.lvs4j.testkit.junit.RequiresTool;
import io.github.lvs4j.verification.kernel.KernelTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the kernel or another director refuses: one error, status 1, and nothing is left of the attempt. */
@KernelTest
@RequiresTool({"ip", "ipvsadm", "setpriv"})
@Timeout(120)
class RefusedStartKernelTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Path SEED = Program.example("keepalived.conf");

    @TempDir
    private Path directory;

    private TestLan lan;
    private TestHost host;

    @BeforeEach
    void connectTheHost() {
        lan = TestLan.create();
        host = lan.host("lvs1")
                .connect("eth0", lan.network("wan"), "113.226.77.81/24")
                .connect("eth1", lan.network("lan"), "192.168.168.1/24");
        host.run("ipvsadm", "-A", "-t", "113.226.77.88:80", "-s", "rr").orFail();
    }

    @AfterEach
    void removeIt() {
        lan.close();
    }

    @Test
    void shouldNameTheMissingPermission() {
        KernelState before = KernelState.of(host);
        assertThat(Program.onlyError(
                        run(Program.WITHOUT_CAPABILITIES, Program.command(DirectorCommand.class, SEED)), 1))
                .contains("EPERM", "CAP_NET_ADMIN");
        List<String> withoutRawSockets =
                List.of("setpriv", "--bounding-set", "-net_raw", "--inh-caps", "-net_raw", "--clear-groups");
        assertThat(Program.onlyError(run(withoutRawSockets, Program.command(DirectorCommand.class, SEED)), 1))
                .contains("EPERM", "CAP_NET_RAW");
        assertThat(KernelState.of(host)).isEqualTo(before);
    }

    @Test
    void shouldNameAnInterfaceThatIsNotThere() throws Exception {
        KernelState before = KernelState.of(host);
        assertThat(Program.onlyError(director(rewritten("interface eth1", "interface eth9")), 1))
                .contains("LVS_LAN", "no interface eth9", "correct the name");
        assertThat(KernelState.of(host)).isEqualTo(before);
    }

    @Test
    void shouldNameTheInterfaceOfAVirtualAddressThatIsNotOurs() {
        host.ip("address", "add", "192.168.168.11/24", "dev", "eth0");
        KernelState before = KernelState.of(host);
        assertThat(Program.onlyError(director(SEED), 1))
                .contains("192.168.168.11/32 is already on eth0", "ip address del 192.168.168.11/24 dev eth0");
        assertThat(KernelState.of(host)).isEqualTo(before);
    }

    @Test
    void shouldRefuseASecondDirectorOfAnotherProcess() throws Exception {
        Path routersOnly = rewritten(text().substring(text().indexOf("virtual_server ")), "");
        try (HostProcess first =
                host.start(Program.command(DirectorCommand.class, SEED).toArray(String[]::new))) {
            first.awaitLine(line -> line.contains("to MASTER"), SOON);
            first.awaitLine(line -> line.contains("director runs"), SOON);

            assertThat(Program.onlyError(director(SEED), 1))
                    .contains("virtual service TCP 113.226.77.88:80", "another director", "close that one");
            assertThat(Program.onlyError(director(routersOnly), 1))
                    .contains("virtual router id 100 on eth0 already runs", "use another id");

            assertThat(KernelState.of(host).table())
                    .contains("-A -t 113.226.77.88:80 -s wrr -p 60", "-r 192.168.168.238:80 -m");
            assertThat(host.ip("-o", "-4", "address")).contains("113.226.77.88/32", "192.168.168.11/32");
            first.stop(SOON);
        }
    }

    private CommandResult director(Path file) {
        return run(List.of(), Program.command(DirectorCommand.class, file));
    }

    private CommandResult run(List<String> prefix, List<String> command) {
        List<String> whole = new ArrayList<>(prefix);
        whole.addAll(command);
        return host.run(SOON, whole);
    }

    private Path rewritten(String from, String to) throws Exception {
        assertThat(text()).contains(from);
        return Files.writeString(directory.resolve("rewritten.conf"), text().replace(from, to));
    }

    private static String text() throws Exception {
        return Files.readString(SEED);
    }
}
