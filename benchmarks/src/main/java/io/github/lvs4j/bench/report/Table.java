package io.github.lvs4j.bench.report;

import java.util.List;

/** Comparisons as a table in Markdown. */
final class Table {

    private Table() {}

    static String of(List<Ratio> ratios) {
        StringBuilder text = new StringBuilder();
        text.append("| table | what | beside | ratio | at most | our passes |\n");
        text.append("|---|---|---|---:|---:|---:|\n");
        for (Ratio ratio : ratios) {
            text.append("| ").append(ratio.shape().replace("x", " × "));
            text.append(" | ").append(ratio.what());
            text.append(" | ").append(ratio.peer().contains("ipvs") ? "`" + ratio.peer() + "`" : ratio.peer());
            text.append(" | ").append(Ratio.number(ratio.value()));
            text.append(" | ").append(ratio.bar());
            text.append(" | ").append(ratio.spread()).append(" |\n");
        }
        return text.toString();
    }
}
