package io.github.lvs4j.vrrp.host;

import io.github.lvs4j.event.ErrorHandler;
import io.github.lvs4j.vrrp.track.FileTracker;
import io.github.lvs4j.vrrp.track.ProgramTracker;
import io.github.lvs4j.vrrp.track.TrackerState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Reads the file of one tracker on a thread of its own, and tells each number that is new. */
final class FileWatcher implements Runnable {

    private static final int MOST_BYTES = 128; // as keepalived reads

    private final FileTracker tracker;
    private final Consumer<TrackerState> heard;
    private final ErrorHandler errors;
    private String trouble = "";
    private boolean told;
    private int number;

    private FileWatcher(FileTracker tracker, Consumer<TrackerState> heard, ErrorHandler errors) {
        this.tracker = tracker;
        this.heard = heard;
        this.errors = errors;
    }

    /** Starts to read it. What is heard is told on the watcher's thread; the end is not waited for. */
    static ProgramTracker.Watch start(FileTracker tracker, Consumer<TrackerState> heard, ErrorHandler errors) {
        Thread thread = new Thread(new FileWatcher(tracker, heard, errors), "lvs4j-track-" + tracker.name());
        thread.setDaemon(true);
        thread.start();
        return thread::interrupt;
    }

    @Override
    public void run() {
        try {
            tracker.initial().ifPresent(this::write);
            while (true) {
                look();
                TimeUnit.NANOSECONDS.sleep(tracker.interval().toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the end, and the thread's last act
        } catch (RuntimeException failure) {
            errors.onError("file tracker " + tracker.name() + ", which is not read any more", failure);
        }
    }

    private void write(FileTracker.Initial initial) {
        Path path = tracker.path();
        try {
            if (initial.overwrite() || !Files.exists(path)) {
                Files.writeString(path, initial.number() + "\n", StandardCharsets.US_ASCII);
            }
        } catch (IOException failure) {
            errors.onError("file tracker " + tracker.name() + ", writing its initial number to " + path, failure);
        }
    }

    private void look() {
        int found = number;
        Exception failure = null;
        try {
            found = parse(read(tracker.path()));
        } catch (NoSuchFileException e) {
            found = 0;
            failure = new IOException("there is no file " + tracker.path() + ", which counts as 0", e);
        } catch (IOException | IllegalArgumentException e) {
            failure = e;
        }
        String complaint = failure == null ? "" : String.valueOf(failure.getMessage());
        if (failure != null && !complaint.equals(trouble)) {
            errors.onError("file tracker " + tracker.name() + ", reading " + tracker.path(), failure);
        }
        trouble = complaint;
        if (!told || found != number) {
            told = true;
            number = found;
            heard.accept(new TrackerState.Value(found));
        }
    }

    private static String read(Path path) throws IOException {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new IOException(path + " is no regular file"); // reading a pipe would wait for ever
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MOST_BYTES);
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    /** The first word as a whole number, decimal, 0x hexadecimal or 0 octal; 0 if there is none (keepalived.conf(5)). */
    static int parse(String text) {
        String word = text.strip().split("\\s+", 2)[0];
        if (word.isEmpty()) {
            return 0;
        }
        if (word.matches("[+-]?(0[xX])?[0-9a-fA-F]{1,16}")) {
            try {
                return Integer.decode(word);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("\"" + word + "\" is no whole number of 32 bits", e);
            }
        }
        throw new IllegalArgumentException("the text is no whole number; the last one remains in force");
    }
}
