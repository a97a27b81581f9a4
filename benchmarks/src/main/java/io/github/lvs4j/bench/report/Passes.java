package io.github.lvs4j.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The passes of a run: nanoseconds by what was done and the table's shape, in the order in which they were made. */
final class Passes {

    private final Map<String, List<Long>> times = new LinkedHashMap<>();
    private final Set<String> shapes = new LinkedHashSet<>();

    /** Reads lines of what, shape and nanoseconds. */
    static Passes read(Path file) throws IOException {
        Passes passes = new Passes();
        for (String line : Files.readAllLines(file)) {
            String[] fields = line.split("\t");
            passes.shapes.add(fields[1]);
            passes.times
                    .computeIfAbsent(fields[0] + "\t" + fields[1], key -> new ArrayList<>())
                    .add(Long.parseLong(fields[2]));
        }
        return passes;
    }

    Set<String> shapes() {
        return shapes;
    }

    boolean has(String what, String shape) {
        return times.containsKey(what + "\t" + shape);
    }

    private List<Long> of(String what, String shape) {
        List<Long> found = times.get(what + "\t" + shape);
        if (found == null) {
            throw new IllegalArgumentException("there are no passes of \"" + what + "\" with " + shape);
        }
        return found;
    }

    /** The median in nanoseconds. */
    double median(String what, String shape) {
        List<Long> sorted = of(what, shape).stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2.0;
    }

    /** The sum in nanoseconds. */
    double sum(String what, String shape) {
        return of(what, shape).stream().mapToLong(Long::longValue).sum();
    }

    /** The shortest and the longest, in milliseconds. */
    String spread(String what, String shape) {
        List<Long> sorted = of(what, shape).stream().sorted().toList();
        return Ratio.milliseconds(sorted.get(0)) + " to " + Ratio.milliseconds(sorted.get(sorted.size() - 1));
    }
}
