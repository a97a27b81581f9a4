package io.github.lvs4j.verification.netlink;

import io.github.lvs4j.testkit.junit.Requirement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The reader of {@code benchmarks/native}, compiled: it prints every attribute that the kernel gives. Gone when closed.
 */
final class RawReader implements AutoCloseable {

    private final Path directory;
    private final Path program;

    RawReader() {
        Requirement.demand(obstacle());
        try {
            directory = Files.createTempDirectory("l4j-reader");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        program = directory.resolve("ipvs_read");
        TwoHosts.run(List.of(
                "gcc", "-static", "-O1", "-Wall", "-Wextra", "-Werror", "-o", program.toString(), source().toString()));
    }

    private static Optional<String> obstacle() {
        boolean compiler = Files.isExecutable(Path.of("/usr/bin/gcc"));
        boolean headers =
                Files.exists(Path.of("/usr/include/linux/ip_vs.h")) && Files.exists(Path.of("/usr/include/stdio.h"));
        return compiler && headers
                ? Optional.empty()
                : Optional.of("needs a C compiler for benchmarks/native: install gcc and libc6-dev");
    }

    /** The guest's working directory is another: the classes know where the checkout is. */
    private static Path source() {
        try {
            Path classes = Path.of(RawReader.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return classes.resolve("../../../benchmarks/native/ipvs_read.c").normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All rows, one line each. */
    String read(NamespaceShell shell) {
        return shell.run(program.toString());
    }

    /** The rows of services, each followed by its servers', in an order of their own. */
    List<String> table(NamespaceShell shell) {
        return ordered(read(shell));
    }

    /** The kernel's order is by hash and by age; what a table holds does not depend on it. */
    static List<String> ordered(String rows) {
        List<List<String>> services = new ArrayList<>();
        for (String row : rows.lines().toList()) {
            if (row.startsWith("service ")) {
                services.add(new ArrayList<>());
            }
            if (row.startsWith("service ") || row.startsWith("  dest ")) {
                services.get(services.size() - 1).add(row);
            }
        }
        List<String> ordered = new ArrayList<>();
        services.stream()
                .sorted(Comparator.comparing(service -> service.get(0)))
                .forEach(service -> {
                    ordered.add(service.get(0));
                    service.stream().skip(1).sorted().forEach(ordered::add);
                });
        return ordered;
    }

    @Override
    public void close() {
        try {
            Files.delete(program);
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
