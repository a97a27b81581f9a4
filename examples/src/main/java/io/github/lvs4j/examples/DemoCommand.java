package io.github.lvs4j.examples;

import io.github.lvs4j.testkit.peers.Peers;
import io.github.lvs4j.testkit.vm.KernelVm;
import io.github.lvs4j.testkit.vm.KernelVmException;
import io.github.lvs4j.testkit.vm.VmResult;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The demo's host side: boots the kernel VM, runs {@code SeedDemo} in it and prints its narration as it comes. Usage:
 * {@code DemoCommand SEED-DIRECTORY OUTPUT-DIRECTORY}. Exit status: SeedDemo's own; 3 when the VM cannot run.
 *
 * <p>The narration is coloured when the environment variable {@code LVS4J_COLOR} is {@code 1}: inside the VM a program
 * cannot see whether it ends on a terminal.
 */
public final class DemoCommand {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final int CANNOT_RUN = 3;

    private DemoCommand() {}

    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length != 2) {
            System.err.println("usage: DemoCommand SEED-DIRECTORY OUTPUT-DIRECTORY");
            System.exit(2);
        }
        System.exit(run(Path.of(arguments[0]).toAbsolutePath(), Path.of(arguments[1])));
    }

    private static int run(Path seed, Path output) throws InterruptedException {
        // The narration is UTF-8 whatever the locale: in a bare one System.out would turn its marks into question
        // marks.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        try {
            VmResult result = KernelVm.builder()
                    .environment(Peers.DIRECTORY_VARIABLE, Peers.directory().toString())
                    .environment(
                            "LVS4J_COLOR",
                            Optional.ofNullable(System.getenv("LVS4J_COLOR")).orElse("0"))
                    .console(out::println)
                    .build()
                    .run(seedDemo(seed), output, LIMIT);
            out.printf(
                    "kernel VM: boot %.1f s, all %.1f s, console in %s%n",
                    result.bootTime().toMillis() / 1000.0, result.totalTime().toMillis() / 1000.0, result.consoleLog());
            return result.exitStatus();
        } catch (KernelVmException e) {
            System.err.println(e.getMessage());
            return CANNOT_RUN;
        }
    }

    private static List<String> seedDemo(Path seed) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1", // short programs on one CPU: the second compiler never pays
                "-cp",
                System.getProperty("java.class.path"),
                "io.github.lvs4j.examples.SeedDemo",
                seed.toString());
    }
}
