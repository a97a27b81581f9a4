package io.github.lvs4j.testkit.vm;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How a command in the guest ended. Immutable.
 *
 * @param exitStatus the command's exit status: 0 to 255, 128 + n when signal n ended it
 * @param output what the command wrote to standard output and standard error, by line
 * @param consoleLog the whole console on the host, the kernel's own lines included
 * @param bootTime from the start of the process to the start of the command
 * @param totalTime from the start of the process to its end
 */
public record VmResult(int exitStatus, List<String> output, Path consoleLog, Duration bootTime, Duration totalTime) {
    /** Takes a copy of the lines. */
    public VmResult {
        output = List.copyOf(output);
    }

    /**
     * Whether the command ended well.
     *
     * @return true when its exit status is 0
     */
    public boolean succeeded() {
        return exitStatus == 0;
    }

    /**
     * The output as one text.
     *
     * @return the lines of {@link #output()}, joined by line feeds
     */
    public String text() {
        return String.join("\n", output);
    }
}
