package io.github.lvs4j.verification.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.lvs4j.examples.DirectorCommand;
import io.github.lvs4j.examples.PlanCommand;
import io.github.lvs4j.examples.TableCommand;
import io.github.lvs4j.testkit.hosts.TestHost;
import io.github.lvs4j.testkit.hosts.TestLan;
import io.github.lvs4j.testkit.junit.RequiresRoot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On a kernel without IPVS. */
@Tag("netns")
@RequiresRoot
@Timeout(120)
class NoIpvsTest {

    private static final Path SEED = Program.example("keepalived.conf");

    @Test
    void shouldSayWhichModuleToLoadAndChangeNothing() {
        assumeFalse(Files.exists(Path.of("/sys/module/ip_vs")), "this kernel has IPVS");
        try (TestLan lan = TestLan.create()) {
            TestHost host = lan.host("lvs1")
                    .connect("eth0", lan.network("wan"), "113.226.77.81/24")
                    .connect("eth1", lan.network("lan"), "192.168.168.1/24");
            KernelState before = KernelState.of(host);
            for (List<String> command : List.of(
                    Program.command(DirectorCommand.class, SEED),
                    Program.command(DirectorCommand.class, SEED, "--no-vrrp"),
                    Program.command(PlanCommand.class, SEED),
                    Program.command(TableCommand.class))) {
                assertThat(Program.onlyError(host.run(Duration.ofSeconds(60), command), 1))
                        .contains("this kernel has no IPVS loaded", "modprobe ip_vs");
            }
            assertThat(KernelState.of(host)).isEqualTo(before);
        }
    }
}
