package io.github.lvs4j.examples;

import io.github.lvs4j.director.conf.ConfReading;
import java.util.Optional;

/**
 * Judges a keepalived.conf without touching anything. Usage: {@code CheckCommand FILE}. Exit status: 0 when there is
 * nothing to remark, 1 for warnings, 2 when the file is refused or cannot be read.
 */
public final class CheckCommand {

    private CheckCommand() {}

    /**
     * Runs the command.
     *
     * @param arguments as above
     */
    public static void main(String[] arguments) {
        if (arguments.length != 1) {
            System.err.println("usage: check FILE");
            System.exit(2);
        }
        Optional<ConfReading> reading = ConfFile.read(arguments[0]);
        if (reading.isEmpty() || reading.get().config().isEmpty()) {
            System.exit(2);
        }
        System.exit(reading.get().warnings().isEmpty() ? 0 : 1);
    }
}
