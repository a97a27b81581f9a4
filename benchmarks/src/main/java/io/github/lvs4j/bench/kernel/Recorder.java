package io.github.lvs4j.bench.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes each pass as a line of a table as soon as it is over: what, shape, nanoseconds. Confined to one thread. */
final class Recorder {

    private final Path file;

    Recorder(Path file) {
        this.file = file;
    }

    void add(String what, Shape shape, long nanoseconds) {
        try {
            Files.writeString(
                    file,
                    what + "\t" + shape + "\t" + nanoseconds + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
