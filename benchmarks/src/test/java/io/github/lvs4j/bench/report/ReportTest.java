package io.github.lvs4j.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    private static final List<String> WHAT = List.of(
            "cold load",
            "process",
            "cold load C1",
            "process C1",
            "load",
            "load C",
            "one by one",
            "one by one C",
            "read",
            "read C",
            "snapshot",
            "snapshot C",
            "change 1 %",
            "flush and reload",
            "ipvsadm -R",
            "ipvsadm -Ln");

    @TempDir
    private Path directory;

    @BeforeEach
    void writeResults() throws IOException {
        StringBuilder passes = new StringBuilder();
        for (String what : WHAT) {
            long time = what.startsWith("ipvsadm") ? 4_000_000_000L : 100_000_000L;
            for (int i = 0; i < 3; i++) {
                passes.append(what).append("\t1000x10\t").append(time + i).append('\n');
            }
        }
        Files.writeString(directory.resolve("passes.tsv"), passes);
        Files.writeString(directory.resolve("jmh.csv"), """
                "Benchmark","Mode","Threads","Samples","Score","Score Error (99.9%)","Unit","Param: kind"
                "io.github.lvs4j.bench.ChangeBenchmark.encode","avgt",1,5,57.25,0.5,"ns/op",CREATE_SERVICE
                "io.github.lvs4j.bench.ChangeBenchmark.encode:gc.alloc.rate.norm","avgt",1,5,0.02,0.1,"B/op",CREATE_SERVICE
                """);
    }

    @Test
    void shouldWriteATableAChartAndExactValues() throws IOException {
        Path readme = directory.resolve("README.md");
        Files.writeString(readme, """
                before
                <!-- benchmarks: written by ./lvs4j bench -->
                old
                <!-- end of benchmarks -->
                after
                """);

        Report.main(new String[] {directory.toString(), directory.toString()});

        assertThat(readme)
                .content(StandardCharsets.UTF_8)
                .startsWith("before\n")
                .contains("| 1000 × 10 | first load of a JVM | `ipvsadm -R` | 0.0250 | 0.0600 |")
                .contains("docs/benchmarks.svg", "Machine: ")
                .doesNotContain("old")
                .endsWith("after\n");
        assertThat(directory.resolve("docs/benchmarks.md"))
                .content(StandardCharsets.UTF_8)
                .contains("| Change.encode | kind create service | 57.25 ns | 0.0 |");
        assertThat(directory.resolve("docs/benchmarks.tsv"))
                .content(StandardCharsets.UTF_8)
                .contains("1000x10\tload\tC\t300000003\t300000003\t1.0\t1.2");
        assertThat(directory.resolve("docs/benchmarks.svg"))
                .content(StandardCharsets.UTF_8)
                .startsWith("<svg ")
                .endsWith("</svg>\n");
    }

    @Test
    void shouldSayWhichBoundWasMissed() {
        assertThat(new Ratio("1000x10", "load", 2, "C", 1, 1.2, "").bar()).isEqualTo("1.20 (missed)");
    }

    @Test
    void shouldNotTouchAReadmeWithoutItsPart() throws IOException {
        Files.writeString(directory.resolve("README.md"), "nothing");
        assertThatIllegalStateException()
                .isThrownBy(() -> Report.main(new String[] {directory.toString(), directory.toString()}))
                .withMessageContaining("README.md has no part");
        assertThat(directory.resolve("README.md"))
                .content(StandardCharsets.UTF_8)
                .isEqualTo("nothing");
    }
}
