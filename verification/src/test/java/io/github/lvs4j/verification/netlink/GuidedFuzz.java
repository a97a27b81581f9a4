package io.github.lvs4j.verification.netlink;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets Jazzer look for inputs of {@link DecoderTarget} that reach new code, in a process of its own, since it rewrites the
 * classes. What it keeps in its directory is where the next run begins.
 */
final class GuidedFuzz {

    private static final Pattern STATUS =
            Pattern.compile("#(\\d+)\\s+(\\w+)\\s+cov: (\\d+) ft: (\\d+) corp: (\\d+)/.*");
    private static final Pattern FINDING = Pattern.compile("== (Java Exception: .*|ERROR: libFuzzer: .*)");

    /** What was reached at one point. */
    private record Status(String executions, String edges, String features, String inputs) {

        static Status of(Matcher line) {
            return new Status(line.group(1), line.group(3), line.group(4), line.group(5));
        }

        @Override
        public String toString() {
            return executions + " executions, " + edges + " edges, " + features + " features, " + inputs
                    + " inputs kept";
        }
    }

    private final Path directory;
    private final List<String> findings = new ArrayList<>();
    private Status begin = new Status("no", "no", "no", "no");
    private Status end = begin;
    private int exitStatus = -1;

    GuidedFuzz(Path directory) {
        this.directory = directory;
    }

    /** Runs for some time, and writes all that Jazzer says to {@code jazzer.log}. */
    void run(int seconds, long seed) throws IOException, InterruptedException {
        Path corpus = Files.createDirectories(directory.resolve("corpus"));
        Path seeds = writeSeeds();
        Process process = new ProcessBuilder(command(seconds, seed, corpus, seeds))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            Path log = directory.resolve("jazzer.log");
            Files.deleteIfExists(log);
            try (var copy = Files.newBufferedWriter(log)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    copy.write(line + "\n");
                    note(line);
                }
            }
            exitStatus = process.waitFor();
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<String> command(int seconds, long seed, Path corpus, Path seeds) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + DecoderTarget.class.getName(),
                "--instrumentation_includes=io.github.lvs4j.**",
                "--instrumentation_excludes=io.github.lvs4j.testkit.**:io.github.lvs4j.verification.**",
                "--keep_going=50",
                "-max_len=8192",
                "-timeout=25",
                "-seed=" + ((int) seed & Integer.MAX_VALUE),
                "-max_total_time=" + seconds,
                corpus.toString(),
                seeds.toString());
    }

    private Path writeSeeds() throws IOException {
        Path seeds = Files.createDirectories(directory.resolve("seeds"));
        int number = 0;
        for (byte[] seed : DecoderTarget.seeds()) {
            Files.write(seeds.resolve("seed" + number++), seed);
        }
        return seeds;
    }

    private void note(String line) {
        Matcher status = STATUS.matcher(line);
        if (status.matches()) {
            end = Status.of(status);
            switch (status.group(2)) {
                case "INITED" -> begin = end;
                case "pulse" -> System.out.println(end);
                default -> {}
            }
        }
        Matcher finding = FINDING.matcher(line);
        if (finding.find()) {
            findings.add(finding.group(1));
        }
    }

    /** Every unexpected failure; the inputs that make them lie in the directory. */
    List<String> findings() {
        return findings;
    }

    /** Zero if Jazzer ran to its end and found nothing. */
    int exitStatus() {
        return exitStatus;
    }

    String figures() {
        return "at first " + begin + "; in the end " + end + "; " + findings.size() + " failures; all of it in "
                + directory;
    }
}
