package io.github.lvs4j.verification.healthcheck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The weight of a real server on 127.0.0.1, from the kernel's own text: {@code -> 7F000001:1F90 Masq 1 0 0}. */
final class IpvsWeight {

    private IpvsWeight() {}

    /** The weight, or -1 if the table has no such server. */
    static int of(int port) {
        String key = String.format(Locale.ROOT, "7F000001:%04X", port);
        try {
            return Files.readAllLines(Path.of("/proc/thread-self/net/ip_vs")).stream()
                    .map(line -> line.trim().split("\\s+"))
                    .filter(words -> words.length > 3 && words[0].equals("->") && words[1].equals(key))
                    .mapToInt(words -> Integer.parseInt(words[3]))
                    .findFirst()
                    .orElse(-1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
