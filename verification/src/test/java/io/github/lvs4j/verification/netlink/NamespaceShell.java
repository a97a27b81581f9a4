package io.github.lvs4j.verification.netlink;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A shell that stays in a network namespace, so that each tool it is told to run costs one process and not three. Confined to
 * one thread. Gone when closed.
 */
final class NamespaceShell implements AutoCloseable {

    private static final String END = "@end ";

    private final Process process;
    private final Writer input;
    private final BufferedReader output;

    /** What a command printed, errors included, and how it ended. */
    record Printed(String text, int status) {}

    NamespaceShell(String namespace) {
        try {
            process = new ProcessBuilder(List.of("ip", "netns", "exec", namespace, "sh"))
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        input = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Runs a command that must succeed. */
    String run(String command) {
        Printed printed = attempt(command);
        if (printed.status() != 0) {
            throw new AssertionError(command + " ended with " + printed.status() + ": " + printed.text());
        }
        return printed.text();
    }

    /** Runs a command with a text on its standard input. */
    Printed feed(String command, String text) {
        return attempt(command + " <<'@input'\n" + text + "@input");
    }

    /** Runs a command, whatever becomes of it. */
    Printed attempt(String command) {
        try {
            input.write(command + "\necho \"" + END + "$?\"\n");
            input.flush();
            StringBuilder text = new StringBuilder();
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith(END)) {
                    return new Printed(text.toString(), Integer.parseInt(line.substring(END.length())));
                }
                text.append(line).append('\n');
            }
            throw new AssertionError(command + ": the shell ended, after: " + text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
