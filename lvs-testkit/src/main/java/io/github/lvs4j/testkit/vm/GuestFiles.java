package io.github.lvs4j.testkit.vm;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** The files by which host and guest speak: {@code .vm} in the output directory. */
final class GuestFiles {
    /** Where the guest has file systems of its own, so that a directory of the host would not be seen. */
    private static final List<Path> GUEST_OWN =
            List.of(Path.of("/dev"), Path.of("/proc"), Path.of("/run"), Path.of("/sys"), Path.of("/var/run"));

    private final Path control;

    private GuestFiles(Path control) {
        this.control = control;
    }

    static GuestFiles write(
            Path output,
            Path modules,
            List<String> moduleNames,
            Map<String, String> environment,
            List<String> command) {
        requireReachable(output);
        try {
            GuestFiles files = new GuestFiles(Files.createDirectories(output.resolve(".vm")));
            Files.deleteIfExists(files.control.resolve("exit-status"));
            files.script("init", resource("init.sh"));
            files.script("launch", resource("launch.sh"));
            files.script(
                    "settings",
                    "OUTPUT=" + quote(output.toString()) + "\nMODULES=" + quote(modules.toString()) + "\nMODULE_NAMES="
                            + quote(String.join(" ", moduleNames)) + "\n");
            files.script("command", commandScript(environment, command));
            return files;
        } catch (IOException e) {
            throw new KernelVmException("cannot write the guest's files below " + output, e);
        }
    }

    private static void requireReachable(Path output) {
        if (output.toString().matches(".*[,\"\\\\\\s].*")) {
            throw new IllegalArgumentException("the output directory " + output
                    + " has a space, comma, quote or backslash in its name, which a mount option cannot carry");
        }
        for (Path own : GUEST_OWN) {
            if (output.startsWith(own)) {
                throw new IllegalArgumentException("the output directory " + output + " lies below " + own
                        + ", where the guest has its own files");
            }
        }
    }

    private static String commandScript(Map<String, String> environment, List<String> command) {
        String exports = environment.entrySet().stream()
                .map(entry -> "export " + entry.getKey() + "=" + quote(entry.getValue()) + "\n")
                .collect(Collectors.joining());
        return exports + "exec " + command.stream().map(GuestFiles::quote).collect(Collectors.joining(" ")) + "\n";
    }

    private static String quote(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    private void script(String name, String text) throws IOException {
        Path file = Files.writeString(control.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = GuestFiles.class.getResourceAsStream(name)) {
            return new String(
                    Objects.requireNonNull(in, () -> "resource " + name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    Path init() {
        return control.resolve("init");
    }

    Path launcher() {
        return control.resolve("launch");
    }

    /** What the command ended with, as the guest wrote it; empty when the guest died before. */
    Optional<Integer> exitStatus() {
        Path file = control.resolve("exit-status");
        try {
            return Files.exists(file)
                    ? Optional.of(Integer.parseInt(Files.readString(file).trim()))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
