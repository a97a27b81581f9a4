package io.github.lvs4j.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes what a run found: docs/benchmarks.md, .svg and .tsv, and the README's part between its marks. */
public final class Report {

    private static final String SHOWN = "1000x10";
    private static final String BEGIN = "<!-- benchmarks: written by ./lvs4j bench -->\n";
    private static final String END = "<!-- end of benchmarks -->\n";

    private Report() {}

    /**
     * Writes the report.
     *
     * @param args the directory of the run's results, and the project's directory
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] args) throws IOException {
        Path results = Path.of(args[0]);
        Path project = Path.of(args[1]);
        Passes passes = Passes.read(results.resolve("passes.tsv"));
        List<Ratio> ratios = Ratios.of(passes);
        String machine = Machine.describe();
        Path docs = Files.createDirectories(project.resolve("docs"));

        Files.writeString(docs.resolve("benchmarks.tsv"), exact(ratios));
        Files.writeString(docs.resolve("benchmarks.svg"), Chart.of(passes, SHOWN));
        Files.writeString(docs.resolve("benchmarks.md"), page(ratios, machine, results.resolve("jmh.csv")));
        Path readme = project.resolve("README.md");
        Files.writeString(readme, shown(Files.readString(readme), ratios, machine));

        System.out.println(Table.of(ratios));
        long missed = ratios.stream().filter(ratio -> !ratio.holds()).count();
        System.out.println(missed == 0 ? "All bounds hold." : missed + " bounds were missed.");
    }

    private static String exact(List<Ratio> ratios) {
        StringBuilder text = new StringBuilder("shape\twhat\tbeside\tnanoseconds\tpeer_nanoseconds\tratio\tbound\n");
        for (Ratio ratio : ratios) {
            text.append(String.join(
                            "\t",
                            ratio.shape(),
                            ratio.what(),
                            ratio.peer(),
                            String.valueOf(Math.round(ratio.ours())),
                            String.valueOf(Math.round(ratio.theirs())),
                            String.valueOf(ratio.value()),
                            ratio.isBounded() ? String.valueOf(ratio.bound()) : ""))
                    .append('\n');
        }
        return text.toString();
    }

    private static String page(List<Ratio> ratios, String machine, Path jmh) throws IOException {
        return """
                # Benchmarks

                Written by `./lvs4j bench`. Machine: %s. The kernel is User Mode Linux on one core, where a system call \
                costs about a hundred times the host's: it counts calls and kernel work and exaggerates what batching \
                gains. Ratios within one run carry over better than times.

                `ipvsadm` and the process are whole processes from start to end; all else is the work alone. Each pass has a fresh network namespace. C is `benchmarks/native/ipvs_reference.c`: static \
                buffers, 128 messages a send, the last one acknowledged. Ratios to C are of sums of passes that took \
                turns after five warm-ups, fifteen where they read, all others of medians. The options for one job are \
                `-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData -Djna.platform.library.path=`.

                ![chart](benchmarks.svg)

                ## On the kernel

                %s
                ## Without a kernel

                JMH on the host's JVM, `gc.alloc.rate.norm` for the bytes. `Change.encode` is one change on its way into \
                a send; `Row.decode…` one row out of a dump, `Row.make…` the same value made by hand: what decoding \
                allocates above that is its own. `Plan.between` is a whole plan.

                %s""".formatted(
                        machine, Table.of(ratios), Microbenchmarks.read(jmh).table());
    }

    private static String shown(String readme, List<Ratio> ratios, String machine) {
        int begin = readme.indexOf(BEGIN);
        int end = readme.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalStateException("README.md has no part between \"" + BEGIN.strip() + "\" and \""
                    + END.strip() + "\" for the table");
        }
        List<Ratio> few =
                ratios.stream().filter(ratio -> ratio.shape().equals(SHOWN)).toList();
        return readme.substring(0, begin + BEGIN.length())
                + "\n![time to load and read a table](docs/benchmarks.svg)\n\n"
                + Table.of(few)
                + "\nMachine: " + machine + ".\n\n"
                + readme.substring(end);
    }
}
