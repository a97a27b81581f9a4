package io.github.lvs4j.bench.kernel;

import io.github.lvs4j.testkit.vm.KernelVm;
import io.github.lvs4j.testkit.vm.VmResult;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Boots the kernel VM and makes all {@link Passes} in it. */
public final class KernelBenchmark {

    private static final List<String> SHAPES = List.of("1000x10", "10000x1", "1x10000");
    private static final Duration LIMIT = Duration.ofMinutes(30);

    private KernelBenchmark() {}

    /**
     * Measures.
     *
     * @param args the directory for the results, the source of the reference program, and shapes if not all are wanted
     * @throws IOException if the reference cannot be compiled or a result not be read
     * @throws InterruptedException if the thread is interrupted; the VM is ended then
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path directory = Path.of(args[0]).toAbsolutePath();
        Files.createDirectories(directory);
        Files.deleteIfExists(directory.resolve("passes.tsv"));
        Path reference = compile(Path.of(args[1]), directory);
        List<String> shapes = args.length > 2 ? List.of(args).subList(2, args.length) : SHAPES;

        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath(),
                Passes.class.getName(),
                directory.toString(),
                reference.toString()));
        command.addAll(shapes);
        VmResult result = KernelVm.builder()
                .console(line -> System.err.println("  " + line))
                .build()
                .run(command, directory, LIMIT);
        if (!result.succeeded()) {
            throw new IllegalStateException("the passes ended with " + result.exitStatus() + ":\n" + result.text());
        }
    }

    /** Absolute: the guest's command starts in another directory. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Path compile(Path source, Path directory) throws IOException, InterruptedException {
        Path program = directory.resolve("ipvs_reference");
        int status = new ProcessBuilder(
                        "gcc", "-O2", "-Wall", "-Wextra", "-Werror", "-o", program.toString(), source.toString())
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw new IllegalStateException("gcc could not compile " + source);
        }
        return program;
    }
}
