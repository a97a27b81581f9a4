package io.github.lvs4j.testkit.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds peers: on the PATH and in the system's directories first, then among the unpacked packages. Stateless, so
 * thread-safe.
 *
 * <p>The packages lie in the directory that the environment variable {@code LVS4J_PEERS} names, or else in
 * {@code lvs4j/peers} of the user's cache ({@code XDG_CACHE_HOME}, or {@code .cache} in the home directory), laid out
 * as a Debian root: {@code usr/sbin}, {@code usr/lib/ARCH-linux-gnu}, and so on. {@code ./lvs4j test} fills it.
 */
public final class Peers {
    /** The environment variable that names the directory of the unpacked packages. */
    public static final String DIRECTORY_VARIABLE = "LVS4J_PEERS";

    private static final List<String> PROGRAM_DIRECTORIES =
            List.of("usr/sbin", "usr/bin", "usr/local/sbin", "usr/local/bin", "usr/lib/frr", "sbin", "bin");

    private Peers() {}

    /**
     * Looks a program up.
     *
     * @param name its file name, as {@code keepalived}
     * @return the program, or empty when it is neither installed nor unpacked
     */
    public static Optional<Peer> find(String name) {
        return programIn(Path.of("/"), name)
                .map(program -> new Peer(name, program, List.of()))
                .or(() -> programIn(directory(), name)
                        .map(program -> new Peer(name, program, libraryDirectories(directory()))));
    }

    /**
     * Looks up a program that a test cannot do without.
     *
     * @param name its file name
     * @return the program
     * @throws IllegalStateException when it is neither installed nor unpacked, with the remedy
     */
    public static Peer require(String name) {
        return find(name).orElseThrow(() -> new IllegalStateException(remedy(name)));
    }

    /**
     * What to do when a peer is absent.
     *
     * @param name its file name
     * @return one sentence for people
     */
    public static String remedy(String name) {
        return "needs " + name + ", which is neither installed nor unpacked in " + directory()
                + ": run ./lvs4j test, whose set-up unpacks it";
    }

    /**
     * Where the unpacked packages are looked for, whether they are there or not.
     *
     * @return an absolute path
     */
    public static Path directory() {
        String named = System.getenv(DIRECTORY_VARIABLE);
        if (named != null && !named.isEmpty()) {
            return Path.of(named).toAbsolutePath();
        }
        String cache = System.getenv("XDG_CACHE_HOME");
        Path base =
                cache != null && !cache.isEmpty() ? Path.of(cache) : Path.of(System.getProperty("user.home"), ".cache");
        return base.resolve("lvs4j").resolve("peers").toAbsolutePath();
    }

    private static Optional<Path> programIn(Path root, String name) {
        return PROGRAM_DIRECTORIES.stream()
                .map(directory -> root.resolve(directory).resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static List<Path> libraryDirectories(Path root) {
        List<Path> found = new ArrayList<>();
        for (String parent : List.of("usr/lib", "lib")) {
            Path directory = root.resolve(parent);
            if (Files.isDirectory(directory)) {
                found.addAll(architectures(directory));
            }
        }
        return found;
    }

    private static List<Path> architectures(Path directory) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory, "*-linux-gnu*")) {
            children.forEach(found::add);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + directory, e);
        }
        return found;
    }
}
