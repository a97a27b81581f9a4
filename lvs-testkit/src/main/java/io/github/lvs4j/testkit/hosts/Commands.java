package io.github.lvs4j.testkit.hosts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs short commands. The outputs go through files, not pipes, so that a daemon which the command leaves behind cannot
 * hold the reader.
 */
final class Commands {
    static final Duration DEFAULT_LIMIT = Duration.ofSeconds(30);

    private Commands() {}

    /** A script of several commands; the first that fails ends it. */
    static String shell(String script) {
        return run(List.of("sh", "-ec", script), DEFAULT_LIMIT).orFail();
    }

    static CommandResult run(List<String> command, Duration limit) {
        try {
            Path output = Files.createTempFile("lvs4j-host", ".out");
            Path errors = Files.createTempFile("lvs4j-host", ".err");
            try {
                int status = waitFor(start(command, output, errors), command, limit);
                return new CommandResult(command, status, read(output), read(errors));
            } finally {
                Files.deleteIfExists(output);
                Files.deleteIfExists(errors);
            }
        } catch (IOException e) {
            throw new HostException("cannot run " + String.join(" ", command) + ": " + e.getMessage(), e);
        }
    }

    private static Process start(List<String> command, Path output, Path errors) throws IOException {
        return new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
    }

    private static int waitFor(Process process, List<String> command, Duration limit) {
        try {
            if (process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                return process.exitValue();
            }
            throw new HostException("command " + String.join(" ", command) + " did not end within " + limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HostException("interrupted while running " + String.join(" ", command), e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
