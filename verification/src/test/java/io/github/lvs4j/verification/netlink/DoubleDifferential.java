package io.github.lvs4j.verification.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.ipvs.Ipvs;
import io.github.lvs4j.ipvs.SyncDaemon;
import io.github.lvs4j.ipvs.status.VirtualServiceStatus;
import io.github.lvs4j.netlink.ipvs.NetlinkIpvs;
import io.github.lvs4j.testkit.ipvs.InMemoryIpvs;
import java.util.ArrayList;
import java.util.List;

/**
 * Random commands to the kernel and to {@link InMemoryIpvs}: each has the same outcome, and both hold the same in the end. The
 * kernel is right. Confined to one thread.
 */
final class DoubleDifferential {

    private static final int SEQUENCES_A_NAMESPACE = 25;
    private static final int LONGEST = 30;
    private static final int ENOUGH = 8;

    private final List<AssertionError> failures = new ArrayList<>();
    private int commands;
    private int refused;

    /** Runs sequences, the first with this seed and each further one with the next. */
    String run(long seed, int sequences) {
        for (int done = 0; done < sequences && failures.size() < ENOUGH; done += SEQUENCES_A_NAMESPACE) {
            batch(seed + done, Math.min(SEQUENCES_A_NAMESPACE, sequences - done));
        }
        if (!failures.isEmpty()) {
            AssertionError first = failures.remove(0);
            failures.forEach(first::addSuppressed);
            throw first;
        }
        return sequences + " sequences of " + commands + " commands, of which " + refused
                + " were refused, whole or in part";
    }

    private void batch(long seed, int sequences) {
        try (IpvsNamespace namespace = new IpvsNamespace();
                NetlinkIpvs kernel = namespace.open()) {
            TwoHosts.ip("-n", namespace.name(), "link", "add", "eth0", "type", "dummy");
            TwoHosts.ip("-n", namespace.name(), "addr", "add", "10.99.0.1/24", "dev", "eth0");
            TwoHosts.ip("-n", namespace.name(), "link", "set", "eth0", "up");
            for (int i = 0; i < sequences; i++) {
                try (InMemoryIpvs inMemory = new InMemoryIpvs()) {
                    inMemory.setTimeouts(kernel.timeouts());
                    sequence(seed + i, kernel, inMemory);
                }
                empty(kernel);
            }
        }
    }

    private void sequence(long seed, Ipvs kernel, Ipvs inMemory) {
        RandomCommands random = new RandomCommands(seed);
        StringBuilder history = new StringBuilder();
        int length = 5 + (int) (seed % (LONGEST - 4));
        try {
            for (int i = 0; i < length; i++) {
                RandomCommands.Command command = random.next();
                history.append(command.text());
                String told = command.run(kernel);
                history.append(" -> ").append(told).append('\n');
                commands++;
                refused += told.contains("Exception") ? 1 : 0;
                assertThat(command.run(inMemory))
                        .as("in memory, outcome of: %s", command.text())
                        .isEqualTo(told);
            }
            assertThat(inMemory.table()).as("the table in memory").isEqualTo(kernel.table());
            assertThat(statuses(inMemory)).as("the services in memory").isEqualTo(statuses(kernel));
            assertThat(inMemory.timeouts()).isEqualTo(kernel.timeouts());
            assertThat(inMemory.syncDaemons()).containsExactlyInAnyOrderElementsOf(kernel.syncDaemons());
        } catch (RuntimeException | AssertionError e) {
            failures.add(new AssertionError(
                    "sequence of seed " + seed + " (again: ./lvs4j soak DoubleDifferential -Dsoak.seed=" + seed
                            + " -Dsoak.sequences=1)\n" + history + e.getMessage(),
                    e));
        }
    }

    private static List<String> statuses(Ipvs ipvs) {
        return ipvs.services().stream()
                .map(VirtualServiceStatus::toString)
                .sorted()
                .toList();
    }

    private static void empty(Ipvs ipvs) {
        ipvs.flush();
        for (SyncDaemon daemon : ipvs.syncDaemons()) {
            ipvs.stopSyncDaemon(daemon.role());
        }
    }
}
