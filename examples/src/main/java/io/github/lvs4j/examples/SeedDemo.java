package io.github.lvs4j.examples;

import io.github.lvs4j.examples.demo.Demonstration;
import io.github.lvs4j.examples.demo.Narrator;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** {@code ./lvs4j demo}: the seed's deployment, step by step, on hosts of its own. Run it in the kernel VM, as its root. */
public final class SeedDemo {

    private SeedDemo() {}

    /**
     * Runs the demonstration.
     *
     * @param arguments the directory of the seed's configuration files
     */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        Narrator narrator = new Narrator(out, "1".equals(System.getenv("LVS4J_COLOR")));
        Path seed = Path.of(arguments.length > 0 ? arguments[0] : "examples/seed");
        int status = 1;
        try (Demonstration demonstration = Demonstration.prepare(narrator, seed.resolve("four-ports.conf"))) {
            demonstration.run();
            status = 0;
        } catch (RuntimeException e) {
            narrator.failed(e.getMessage() == null ? e.toString() : e.getMessage());
        }
        System.exit(status);
    }
}
