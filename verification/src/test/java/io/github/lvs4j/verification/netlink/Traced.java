package io.github.lvs4j.verification.netlink;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** System calls as strace tells them: the outside view of what a client costs. */
final class Traced {

    private Traced() {}

    /** The calls of all threads in the order they were made: the thread's number, then the call as strace writes it. */
    static List<String> run(String calls, List<String> command) throws IOException {
        Path log = Files.createTempFile("l4j", ".strace");
        try {
            List<String> traced = new ArrayList<>(
                    List.of("strace", "-f", "-qq", "-s", "64", "-e", "trace=" + calls, "-e", "signal=none", "-o"));
            traced.add(log.toString());
            traced.addAll(command);
            TwoHosts.run(traced);
            return Files.readAllLines(log, StandardCharsets.ISO_8859_1);
        } finally {
            Files.delete(log);
        }
    }

    /** The calls that this thread makes meanwhile, with what each descriptor is. */
    static List<String> during(String calls, Runnable work) throws IOException, InterruptedException {
        Path log = Files.createTempFile("l4j", ".strace");
        String thread = Files.readSymbolicLink(Path.of("/proc/thread-self"))
                .getFileName()
                .toString();
        Process strace = new ProcessBuilder(
                        "strace", "-y", "-e", "trace=" + calls, "-e", "signal=none", "-o", log.toString(), "-p", thread)
                .redirectErrorStream(true)
                .start();
        try (BufferedReader said = strace.inputReader()) {
            String line = said.readLine();
            if (line == null || !line.contains("attached")) {
                throw new AssertionError("strace said " + line);
            }
            work.run();
            strace.destroy();
            strace.waitFor();
            return Files.readAllLines(log, StandardCharsets.ISO_8859_1);
        } finally {
            strace.destroyForcibly();
            Files.delete(log);
        }
    }
}
