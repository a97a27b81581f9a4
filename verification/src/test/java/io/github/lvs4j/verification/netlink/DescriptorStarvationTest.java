package io.github.lvs4j.verification.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.testkit.junit.RequiresRoot;
import io.github.lvs4j.testkit.junit.RequiresTool;
import io.github.lvs4j.verification.faults.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A process that has no descriptor left for what it wants to open (EMFILE). */
@RequiresRoot
@RequiresTool("prlimit")
class DescriptorStarvationTest {

    /** What was tried, descriptors left, what came of it, descriptors lost, whether that is an expected failure, its text. */
    private static final int COLUMNS = 6;

    @Test
    void shouldSayWhatIsMissingAndLeaveNothingOpen() {
        List<String> command = new ArrayList<>(List.of("prlimit", "--nofile=128:128"));
        command.addAll(Program.command(DescriptorStarvation.class));
        Map<String, Integer> starvations = new TreeMap<>();
        Map<String, String> ends = new TreeMap<>();
        for (String line : TwoHosts.run(command).lines().skip(1).toList()) {
            String[] columns = line.split("\\|", COLUMNS);
            assertThat(columns[3]).as("descriptors lost: %s", line).isEqualTo("0");
            assertThat(columns[4]).as("expected failure: %s", line).isEqualTo("true");
            if (columns[2].equals("starved")) {
                starvations.merge(columns[0], 1, Integer::sum);
                assertThat(columns[5])
                        .matches("KernelException: .*(open|make|claim).*")
                        .contains("EMFILE (24)", "no file descriptor is left", "ulimit -n");
            } else {
                ends.put(columns[0], columns[2]);
            }
        }
        assertThat(starvations)
                .as("how many descriptors each needs, at the least")
                .containsOnlyKeys(ends.keySet())
                .containsEntry("network stack", 2)
                .containsEntry("monitor", 2)
                .containsEntry("subscription", 3)
                .containsEntry("packet", 1)
                .containsEntry("raw", 1)
                .containsEntry("raw6", 1)
                .containsEntry("poller", 1)
                .containsEntry("claim", 1)
                .containsEntry("namespace", 1)
                .containsKey("ipvs");
        ends.remove("ipvs"); // whether this kernel has it does not matter
        assertThat(ends.values()).containsOnly("done");
    }
}
