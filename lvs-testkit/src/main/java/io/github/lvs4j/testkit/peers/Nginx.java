package io.github.lvs4j.testkit.peers;

import java.nio.file.Path;
import java.util.List;

/**
 * nginx in the foreground with its log on its output. Stateless, so thread-safe. Source: the program's own help.
 */
public final class Nginx {
    private Nginx() {}

    /**
     * Runs the master and its workers.
     *
     * @param configuration the nginx.conf; it should name {@code pid} and temporary paths relative to the directory
     * @param directory an existing directory, which relative names in the configuration begin at
     * @return the command line
     * @throws IllegalStateException when nginx is neither installed nor unpacked
     */
    public static List<String> command(Path configuration, Path directory) {
        return Peers.require("nginx")
                .command(
                        "-p",
                        directory.toString(),
                        "-c",
                        configuration.toString(),
                        "-e",
                        "stderr",
                        "-g",
                        "daemon off;");
    }
}
