package io.github.lvs4j.bench.kernel;

import io.github.lvs4j.netlink.ipvs.NetlinkIpvs;
import io.github.lvs4j.netlink.namespace.NetworkNamespace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A network namespace for one pass: after a flush the kernel makes new servers about ten times dearer for two minutes, so no
 * pass may follow another in the same one. Its going away is waited for no longer than {@code ip} takes. Confined to one thread.
 */
final class FreshNamespace implements AutoCloseable {

    private static int count;

    private final String name = "bench-" + ProcessHandle.current().pid() + "-" + count++;

    FreshNamespace() {
        run(null, "ip", "netns", "add", name);
        run(null, "ip", "-n", name, "link", "set", "lo", "up");
    }

    /** Opens the table of this namespace. */
    NetlinkIpvs open() {
        try (NetworkNamespace namespace = NetworkNamespace.named(name)) {
            return namespace.open(NetlinkIpvs::open);
        }
    }

    /** Runs a program in this namespace. */
    String exec(String... command) {
        return exec(null, command);
    }

    /** Runs a program in this namespace with a file as its input. */
    String exec(Path input, String... command) {
        List<String> whole = new ArrayList<>(List.of("ip", "netns", "exec", name));
        whole.addAll(List.of(command));
        return run(input, whole.toArray(String[]::new));
    }

    private static String run(Path input, String... command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            if (input != null) {
                builder.redirectInput(input.toFile());
            }
            Process process = builder.start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(List.of(command) + " ended with " + process.exitValue() + ": " + text);
            }
            return text;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(List.of(command) + " did not run", e);
        }
    }

    @Override
    public void close() {
        run(null, "ip", "netns", "del", name);
    }
}
