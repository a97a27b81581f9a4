package io.github.lvs4j.testkit.peers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * keepalived in the foreground with its log on its output, all of its files in one directory, so that several can run on
 * one machine. Stateless, so thread-safe. Source: keepalived(8).
 */
public final class Keepalived {
    private Keepalived() {}

    /**
     * Runs the VRRP and the checker process.
     *
     * @param configuration the keepalived.conf
     * @param directory an existing directory for its process-id files
     * @param more further arguments, as {@code --vrrp} for VRRP alone
     * @return the command line
     * @throws IllegalStateException when keepalived is neither installed nor unpacked
     */
    public static List<String> command(Path configuration, Path directory, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--dont-fork",
                "--log-console",
                "--log-detail",
                "--use-file=" + configuration,
                "--pid=" + directory.resolve("keepalived.pid"),
                "--vrrp_pid=" + directory.resolve("vrrp.pid"),
                "--checkers_pid=" + directory.resolve("checkers.pid")));
        arguments.addAll(List.of(more));
        return Peers.require("keepalived").command(arguments.toArray(String[]::new));
    }
}
