package io.github.lvs4j.testkit.vm;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the guest's console on a thread of its own: everything into the log, the command's lines to the listener.
 * Thread-safe; the listener is called on the reading thread only.
 */
final class GuestConsole {
    private static final String MARK = "@lvs4j-vm ";

    private final Path log;
    private final Consumer<String> listener;
    private final List<String> everything = new ArrayList<>(); // guarded by this
    private final List<String> output = new ArrayList<>(); // guarded by this
    private final AtomicLong readyNanos = new AtomicLong();
    private boolean inCommand; // reading thread only
    private volatile @Nullable RuntimeException listenerFailure;

    GuestConsole(Path log, Consumer<String> listener) {
        this.log = log;
        this.listener = listener;
    }

    Thread follow(InputStream console) {
        Thread reader = new Thread(() -> read(console), "kernel-vm-console");
        reader.setDaemon(true);
        reader.start();
        return reader;
    }

    private void read(InputStream console) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(console, StandardCharsets.UTF_8));
                PrintStream copy = new PrintStream(log.toFile(), StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                accept(line.stripTrailing());
                copy.println(line.stripTrailing());
                copy.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy the guest's console to " + log, e);
        }
    }

    private void accept(String line) {
        synchronized (this) {
            everything.add(line);
        }
        if (line.startsWith(MARK)) {
            inCommand = line.equals(MARK + "ready");
            if (inCommand) {
                readyNanos.set(System.nanoTime());
            }
        } else if (inCommand) {
            tell(line);
        }
    }

    private void tell(String line) {
        synchronized (this) {
            output.add(line);
        }
        try {
            listener.accept(line);
        } catch (RuntimeException e) {
            listenerFailure = e; // the guest must not stop for it: the caller gets it at the end
        }
    }

    /** When the command started, by the clock of {@link System#nanoTime()}; 0 when it did not. */
    long readyNanos() {
        return readyNanos.get();
    }

    synchronized List<String> output() {
        return List.copyOf(output);
    }

    synchronized String lastLines(int count) {
        return String.join("\n", everything.subList(Math.max(0, everything.size() - count), everything.size()));
    }

    void throwListenerFailure() {
        RuntimeException failure = listenerFailure;
        if (failure != null) {
            throw failure;
        }
    }
}
