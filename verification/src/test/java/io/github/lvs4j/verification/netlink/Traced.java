package io.github.lvs4j.verification.netlink;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program run to its end below strace, and its system calls one by one: the outside view of what a client costs. */
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
}
