package io.github.lvs4j.testkit.hosts;

import java.util.List;

/**
 * How a command on a host ended. Immutable.
 *
 * @param command the command as run, the namespace included
 * @param exitStatus 0 when it did well
 * @param output standard output, as UTF-8
 * @param errorOutput standard error, as UTF-8
 */
public record CommandResult(List<String> command, int exitStatus, String output, String errorOutput) {
    /** Takes a copy of the command. */
    public CommandResult {
        command = List.copyOf(command);
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
     * Standard output, for a caller that counts on success.
     *
     * @return {@link #output()}
     * @throws HostException when the exit status is not 0, with both outputs in the message
     */
    public String orFail() {
        if (!succeeded()) {
            throw new HostException("command " + String.join(" ", command) + " ended with status " + exitStatus + "\n"
                    + errorOutput + output);
        }
        return output;
    }
}
