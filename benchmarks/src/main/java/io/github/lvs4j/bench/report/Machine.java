package io.github.lvs4j.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** On what it was measured. */
final class Machine {

    private Machine() {}

    static String describe() throws IOException {
        return Runtime.getRuntime().availableProcessors() + " cores of " + field("/proc/cpuinfo", "model name") + ", "
                + memory() + " GiB, Linux " + release(System.getProperty("os.version")) + ", "
                + field("/etc/os-release", "PRETTY_NAME").replace("\"", "") + ", JDK "
                + System.getProperty("java.version");
    }

    private static String release(String version) {
        return version.replaceAll("^(\\d+\\.\\d+).*", "$1");
    }

    private static long memory() throws IOException {
        return Math.round(Long.parseLong(field("/proc/meminfo", "MemTotal").replaceAll("\\D", "")) / 1048576.0);
    }

    private static String field(String file, String name) throws IOException {
        return Files.readAllLines(Path.of(file)).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(line.contains("=") ? '=' : ':') + 1)
                        .strip())
                .findFirst()
                .orElse("unknown");
    }
}
