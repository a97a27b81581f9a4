package io.github.lvs4j.verification.director;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.director.Director;
import io.github.lvs4j.director.DirectorConfig;
import io.github.lvs4j.director.DirectorOptions;
import io.github.lvs4j.director.conf.KeepalivedConf;
import io.github.lvs4j.netlink.namespace.NetworkNamespace;
import io.github.lvs4j.testkit.hosts.Eventually;
import io.github.lvs4j.testkit.hosts.HostProcess;
import io.github.lvs4j.testkit.hosts.TestHost;
import io.github.lvs4j.testkit.hosts.TestLan;
import io.github.lvs4j.testkit.peers.Keepalived;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** keepalived's table and ours, each on a host of its own, from the same random file. Confined to one thread. */
final class SameTables {

    private static final Duration SOON = Duration.ofSeconds(30);

    private static final Pattern ROW = Pattern.compile("^-a .* -r \\[?([^\\] ]*?)]?:[0-9]+ ", Pattern.MULTILINE);

    private final Path directory;

    SameTables(Path directory) {
        this.directory = directory;
    }

    /** Compares files, the first of this seed and each further one of the next. */
    String run(long seed, int files) throws Exception {
        int servers = 0;
        for (long each = seed; each < seed + files; each++) {
            RandomConf conf = new RandomConf(each);
            Path file = Files.writeString(directory.resolve("random-" + each + ".conf"), conf.toString());
            try (TestLan lan = TestLan.create()) {
                String theirs = theirs(lan.host("theirs"), file, conf.rows());
                String ours = ours(lan.host("ours"), file);
                assertThat(ours).as("tables of seed %d, from%n%s", each, conf).isEqualTo(theirs);
            }
            servers += conf.rows().size();
        }
        return files + " files with " + servers + " rows of real servers";
    }

    private String theirs(TestHost host, Path file, List<String> rows) throws IOException {
        Path pids = Files.createTempDirectory(directory, "keepalived");
        try (HostProcess keepalived = host.start(Keepalived.command(file, pids, "--check"), Map.of())) {
            Eventually.within(
                    SOON, "keepalived's table from " + file, () -> rows(host).equals(rows));
            String table = table(host);
            keepalived.stop(SOON);
            return table;
        }
    }

    private static String ours(TestHost host, Path file) throws Exception {
        DirectorConfig config = KeepalivedConf.read(file).orThrow();
        DirectorOptions options = DirectorOptions.builder().vrrp(false).build();
        try (NetworkNamespace namespace = NetworkNamespace.at(host.namespacePath());
                Director director = namespace.run(() -> Director.start(config, options))) {
            assertThat(director.status().settled()).isTrue();
            return table(host);
        }
    }

    /** The address of each real server's row, sorted. */
    private static List<String> rows(TestHost host) {
        return ROW.matcher(host.run("ipvsadm", "-Sn").orFail())
                .results()
                .map(row -> row.group(1))
                .sorted()
                .toList();
    }

    /** Rules have no thresholds; the list has. */
    private static String table(TestHost host) {
        return host.run("ipvsadm", "-Sn").orFail()
                + host.run("ipvsadm", "-Ln", "--thresholds").orFail();
    }
}
