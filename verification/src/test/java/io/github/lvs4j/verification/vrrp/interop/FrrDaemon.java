package io.github.lvs4j.verification.vrrp.interop;

import io.github.lvs4j.testkit.hosts.Eventually;
import io.github.lvs4j.testkit.hosts.HostProcess;
import io.github.lvs4j.testkit.hosts.TestHost;
import io.github.lvs4j.testkit.peers.Peers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * FRR 8.4.4: zebra, and vrrpd with one file and a macvlan made for it. Its package is only unpacked, so it runs as root in a mount
 * namespace of its own whose passwd(5) and group(5) know the names that it asks for.
 */
final class FrrDaemon implements PeerDaemon {

    private static final Pattern CHANGE = Pattern.compile("\\[IPv[46]\\] (?:Initialize|Backup|Master) -> (\\w+)");
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final String NAMES = "cat /etc/passwd >$0/passwd; echo frr:x:0:0::/:/bin/false >>$0/passwd\n"
            + "cat /etc/group >$0/group; echo frr:x:0: >>$0/group; echo frrvty:x:0: >>$0/group\n"
            + "mount --bind $0/passwd /etc/passwd; mount --bind $0/group /etc/group\nexec \"$@\"";

    private final TestHost host;
    private final Path directory;
    private HostProcess process;

    FrrDaemon(TestHost host, Path directory, Variant variant, String conf) {
        this.host = host;
        this.directory = directory;
        boolean ipv6 = variant.has(Variant.Trait.IPV6);
        try {
            Files.writeString(directory.resolve("zebra.conf"), "hostname peer\n");
            Files.writeString(directory.resolve("vrrpd.conf"), conf);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write FRR's files", e);
        }
        host.ip("link", "add", "vr0", "link", "eth0", "type", "macvlan", "mode", "bridge");
        host.ip("link", "set", "vr0", "addrgenmode", "random"); // refused when it is made with it
        host.ip(
                "link",
                "set",
                "vr0",
                "address",
                String.format(Locale.ROOT, "00:00:5e:00:0%d:%02x", ipv6 ? 2 : 1, Variant.ID));
        for (String address : variant.virtualAddresses(0)) {
            host.ip("address", "add", address + (ipv6 ? "/128" : "/32"), "dev", "vr0");
        }
        host.ip("link", "set", "vr0", "up");
        host.start(command("zebra", "-K", "0"), Map.of());
        Eventually.within(PATIENCE, "zebra's socket", () -> Files.exists(directory.resolve("zserv")));
    }

    private List<String> command(String program, String... more) {
        List<String> command = new ArrayList<>(
                List.of("unshare", "--mount", "--propagation", "private", "sh", "-ec", NAMES, directory.toString()));
        Path binary = Peers.require(program).program();
        if (binary.startsWith(Peers.directory())) {
            // The core library lies beside those that the peer names.
            Path libraries = Peers.require(program).libraryDirectories().get(0);
            command.addAll(List.of("env", "LD_LIBRARY_PATH=" + libraries + ":" + libraries.resolve("frr")));
        }
        command.addAll(List.of(
                binary.toString(),
                "-f",
                directory.resolve(program + ".conf").toString(),
                "-i",
                directory.resolve(program + ".pid").toString(),
                "-z",
                directory.resolve("zserv").toString(),
                "--vty_socket",
                directory.toString(),
                "-P",
                "0",
                "-u",
                "root",
                "-g",
                "root",
                "--log",
                "stdout"));
        command.addAll(List.of(more));
        return command;
    }

    @Override
    public void start() {
        process = host.start(command("vrrpd", "--log-level", "debug"), Map.of());
    }

    @Override
    public void stop() {
        process.stop(PATIENCE);
    }

    @Override
    public void kill() {
        process.kill();
    }

    @Override
    public String state() {
        String state = "";
        for (String line : process.lines()) {
            Matcher change = CHANGE.matcher(line);
            if (change.find()) {
                state = change.group(1).toUpperCase(Locale.ROOT);
            }
        }
        return state;
    }

    @Override
    public String log() {
        return String.join("\n", process.lines());
    }
}
