package io.github.lvs4j.verification.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.testkit.junit.RequiresTool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The guest is the machine that the other kernel tests take it for. */
@KernelTest
@RequiresTool("ipvsadm")
class KernelVmTest {
    @AfterEach
    void emptyTheTable() throws Exception {
        run("ipvsadm", "-C");
    }

    @Test
    void shouldPrintAnEmptyTable() throws Exception {
        assertThat(run("ipvsadm", "-Ln").lines()).hasSize(3).first().asString().startsWith("IP Virtual Server");
    }

    @Test
    void shouldReadBackWhatIpvsadmAdded() throws Exception {
        run("ipvsadm", "-A", "-t", "113.226.77.34:80", "-s", "wrr", "-p", "60");
        run("ipvsadm", "-a", "-t", "113.226.77.34:80", "-r", "192.168.168.236:8001", "-m", "-w", "2");

        assertThat(run("ipvsadm", "-Sn"))
                .isEqualTo("-A -t 113.226.77.34:80 -s wrr -p 60\n"
                        + "-a -t 113.226.77.34:80 -r 192.168.168.236:8001 -m -w 2\n");
    }

    @Test
    void shouldHaveEverySchedulerLoaded() throws IOException {
        assertThat(Files.readAllLines(Path.of("/proc/modules")))
                .extracting(line -> line.split(" ")[0])
                .contains("ip_vs", "ip_vs_rr", "ip_vs_wrr", "ip_vs_lc", "ip_vs_wlc", "ip_vs_fo", "ip_vs_ovf")
                .contains("ip_vs_lblc", "ip_vs_lblcr", "ip_vs_dh", "ip_vs_sh", "ip_vs_mh", "ip_vs_sed", "ip_vs_nq")
                .contains("nf_conntrack", "veth", "bridge", "dummy", "macvlan", "ipip");
    }

    @Test
    void shouldKeepTheHostsFilesOutOfReach() {
        assertThat(Path.of("/usr/lvs4j-was-here")).satisfies(file -> {
            try {
                Files.createFile(file);
                throw new AssertionError("the guest could write to " + file);
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("Read-only");
            }
        });
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
        try (InputStream out = process.getInputStream()) {
            String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as("%s: %s", List.of(command), text).isZero();
            return text;
        }
    }
}
