package io.github.lvs4j.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What JMH wrote as comma-separated values: time and allocated bytes of each operation. */
final class Microbenchmarks {

    private static final String ALLOCATED = ":gc.alloc.rate.norm";

    /** By benchmark and parameters; the score with its unit. */
    private final Map<String, String> times = new LinkedHashMap<>();

    private final Map<String, String> bytes = new LinkedHashMap<>();

    static Microbenchmarks read(Path file) throws IOException {
        Microbenchmarks found = new Microbenchmarks();
        List<String> lines = Files.readAllLines(file);
        List<String> header = fields(lines.get(0));
        for (String line : lines.subList(1, lines.size())) {
            found.add(header, fields(line));
        }
        return found;
    }

    /** JMH quotes texts and writes numbers as they are; none of ours has a comma in it. */
    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        for (String field : line.split(",", -1)) {
            fields.add(field.replace("\"", ""));
        }
        return fields;
    }

    private void add(List<String> header, List<String> fields) {
        String name = fields.get(0).replaceAll("^.*\\.(\\w+)Benchmark\\.", "$1.");
        StringBuilder what = new StringBuilder();
        for (int i = header.indexOf("Unit") + 1; i < fields.size(); i++) {
            if (!fields.get(i).isEmpty()) {
                what.append(what.isEmpty() ? "" : ", ");
                what.append(header.get(i).replace("Param: ", "")).append(' ');
                what.append(fields.get(i).toLowerCase(Locale.ROOT).replace('_', ' '));
            }
        }
        double score = Double.parseDouble(fields.get(header.indexOf("Score")));
        if (name.endsWith(ALLOCATED)) {
            String key = name.substring(0, name.length() - ALLOCATED.length()) + "\t" + what;
            bytes.put(key, String.format(Locale.ROOT, "%.1f", score));
        } else if (name.indexOf(':') < 0) {
            String unit = fields.get(header.indexOf("Unit")).replace("/op", "").replace("us", "µs");
            times.put(name + "\t" + what, String.format(Locale.ROOT, "%.4g %s", score, unit));
        }
    }

    String table() {
        StringBuilder text = new StringBuilder("| benchmark | with | time | bytes allocated |\n|---|---|---:|---:|\n");
        times.forEach((key, time) -> {
            String[] parts = key.split("\t", -1);
            text.append("| ").append(parts[0]).append(" | ").append(parts[1]).append(" | ");
            text.append(time).append(" | ").append(bytes.getOrDefault(key, "")).append(" |\n");
        });
        return text.toString();
    }
}
