package io.github.lvs4j.testkit.hosts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A program that runs on a {@link TestHost}. Thread-safe.
 *
 * <p>Signals go to the program alone, not to what it has started.
 */
public final class HostProcess implements AutoCloseable {
    private static final Duration LAST_LINES = Duration.ofMillis(500);

    private final List<String> command;
    private final Process process;
    private final Thread reader;
    private final List<String> lines = new ArrayList<>(); // guarded by itself

    private HostProcess(List<String> command, Process process) {
        this.command = command;
        this.process = process;
        this.reader = new Thread(this::read, "host-process-" + process.pid());
        reader.setDaemon(true);
    }

    static HostProcess start(List<String> command, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().putAll(environment);
        try {
            HostProcess started = new HostProcess(List.copyOf(command), builder.start());
            started.reader.start();
            return started;
        } catch (IOException e) {
            throw new HostException("cannot start " + String.join(" ", command) + ": " + e.getMessage(), e);
        }
    }

    private void read() {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                synchronized (lines) {
                    lines.add(line);
                    lines.notifyAll();
                }
            }
        } catch (IOException e) {
            if (process.isAlive()) {
                throw new UncheckedIOException("cannot read the output of " + String.join(" ", command), e);
            }
        }
    }

    /**
     * The process id in the process table that host and test share.
     *
     * @return the id of the program itself
     */
    public long pid() {
        return process.pid();
    }

    /**
     * Whether the program still runs.
     *
     * @return false once it has ended
     */
    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * What the program has written so far.
     *
     * @return the lines of standard output and standard error, as they came
     */
    public List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    /**
     * Waits for a line, be it already there or yet to come.
     *
     * @param wanted accepts the line
     * @param limit how long to wait
     * @return the first such line
     * @throws HostException when none came in time, with what came instead
     */
    public String awaitLine(Predicate<String> wanted, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        int seen = 0;
        synchronized (lines) {
            while (true) {
                for (; seen < lines.size(); seen++) {
                    if (wanted.test(lines.get(seen))) {
                        return lines.get(seen);
                    }
                }
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw new HostException("the awaited line of " + String.join(" ", command) + " did not come within "
                            + limit + (isAlive() ? "" : ", the program has ended") + "; it wrote:\n"
                            + String.join("\n", lines));
                }
                waitOnLines(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
            }
        }
    }

    private void waitOnLines(long millis) {
        try {
            lines.wait(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HostException("interrupted while waiting for a line of " + String.join(" ", command), e);
        }
    }

    /**
     * Sends a signal to the program.
     *
     * @param signal the name without SIG: TERM, HUP, USR1, STOP, CONT, KILL, …
     * @throws HostException when the program has ended
     */
    public void signal(String signal) {
        Commands.run(List.of("sh", "-c", "kill -s \"$0\" \"$1\"", signal, Long.toString(pid())), Commands.DEFAULT_LIMIT)
                .orFail();
    }

    /** Freezes the program by SIGSTOP: it runs no instruction until {@link #thaw}. */
    public void freeze() {
        signal("STOP");
    }

    /** Lets a frozen program go on, by SIGCONT. */
    public void thaw() {
        signal("CONT");
    }

    /** Ends the program at once, by SIGKILL, and waits until it is gone; does nothing when it is. */
    public void kill() {
        // Not through Process, which would close the pipe before its last lines are read.
        process.toHandle().destroyForcibly();
        process.onExit().join();
        awaitLastLines();
    }

    /**
     * Asks the program to end, by SIGTERM, and waits.
     *
     * @param limit how long it may take
     * @return its exit status, 143 when it did not catch the signal
     * @throws HostException when it has not ended in time; it still runs then
     */
    public int stop(Duration limit) {
        process.toHandle().destroy();
        return awaitExit(limit);
    }

    /**
     * Waits for the program's end.
     *
     * @param limit how long to wait
     * @return its exit status
     * @throws HostException when it has not ended in time; it still runs then
     */
    public int awaitExit(Duration limit) {
        try {
            if (process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                awaitLastLines();
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new HostException("program " + String.join(" ", command) + " has not ended within " + limit
                + "; it wrote:\n" + String.join("\n", lines()));
    }

    /** A program's children may hold the pipe open beyond its end, so the wait has a limit. */
    private void awaitLastLines() {
        try {
            reader.join(LAST_LINES.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The same as {@link #kill}. */
    @Override
    public void close() {
        kill();
    }
}
