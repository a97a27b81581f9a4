package io.github.lvs4j.verification.vrrp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a soak has found: rows for docs/measurements.md, printed at its end, and exact values, written as they come to {@code
 * target/soak/NAME.tsv}. Confined to the test's thread.
 */
public final class SoakTable {

    private final List<String> lines = new ArrayList<>();
    private final Path file;

    /** A table without rows; the file of an earlier run is emptied. */
    public SoakTable(String soak, String... columns) {
        file = Path.of("target", "soak", soak + ".tsv").toAbsolutePath();
        lines.add("| " + String.join(" | ", columns) + " |");
        lines.add("|" + "---|".repeat(columns.length));
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, "");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** A row of the printed table. */
    public void row(Object... cells) {
        lines.add("| "
                + String.join(" | ", Arrays.stream(cells).map(String::valueOf).toList()) + " |");
        System.out.println("[measure] " + lines.get(lines.size() - 1));
    }

    /** A row of the file. */
    public void exact(Object... values) {
        String line =
                String.join("\t", Arrays.stream(values).map(String::valueOf).toList());
        try {
            Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** Says how far it has come. */
    public static void progress(String format, Object... values) {
        System.out.println("[soak] " + String.format(Locale.ROOT, format, values));
    }

    /** Prints all rows, and where the exact values are. */
    public void print() {
        System.out.println();
        lines.forEach(System.out::println);
        System.out.println("exact values: " + file + "\n");
    }

    /** Milliseconds with one decimal. */
    public static String millis(Duration duration) {
        return String.format(Locale.ROOT, "%.1f", duration.toNanos() / 1e6);
    }

    /** The median; of an even number the middle of the two in the middle. */
    public static Duration median(List<Duration> values) {
        List<Duration> sorted = values.stream().sorted().toList();
        int size = sorted.size();
        return sorted.get((size - 1) / 2).plus(sorted.get(size / 2)).dividedBy(2);
    }

    /** The value that this share of the sorted ones does not exceed; zero of none. */
    public static Duration quantile(List<Duration> values, double share) {
        List<Duration> sorted = values.stream().sorted().toList();
        return sorted.isEmpty() ? Duration.ZERO : sorted.get((int) Math.max(0, Math.ceil(share * sorted.size()) - 1));
    }
}
