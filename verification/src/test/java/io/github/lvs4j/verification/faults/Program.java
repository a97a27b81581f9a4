package io.github.lvs4j.verification.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.testkit.hosts.CommandResult;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The commands of the examples as processes of their own. */
public final class Program {

    /** Runs what follows as root without a single capability. */
    static final List<String> WITHOUT_CAPABILITIES =
            List.of("setpriv", "--bounding-set", "-all", "--inh-caps", "-all", "--clear-groups");

    private Program() {}

    public static List<String> command(Class<?> program, Object... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return command;
    }

    /** Runs a command here, in this network namespace. */
    static CommandResult run(Path directory, List<String> command) throws Exception {
        Path output = Files.createTempFile(directory, "run", ".out");
        Path errors = Files.createTempFile(directory, "run", ".err");
        Process process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("%s ended", command)
                    .isTrue();
            return new CommandResult(command, process.exitValue(), read(output), read(errors));
        } finally {
            process.destroyForcibly();
        }
    }

    /** One line of error beside the file's warnings, nothing that a programmer would want and a user would not. */
    static String onlyError(CommandResult result, int status) {
        List<String> lines = result.errorOutput()
                .lines()
                .filter(line -> !line.contains(": warning: "))
                .toList();
        assertThat(result.exitStatus()).as("%s", result).isEqualTo(status);
        assertThat(lines).as("%s", result).hasSize(1);
        assertThat(result.output() + result.errorOutput()).doesNotContain("Exception", "\tat ");
        return lines.get(0);
    }

    /** The guest's working directory is another: the classes know where the checkout is. */
    static Path example(String name) {
        try {
            Path classes = Path.of(Program.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return classes.resolve("../../../examples/seed").resolve(name).normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String read(Path file) throws Exception {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
