package io.github.lvs4j.vrrp.track;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A tracker of the number in a file, as keepalived's {@code track_file}: the number, multiplied by the weight of its use, is added
 * to the priority; -254 or less is a fault. Immutable.
 *
 * <p>A missing or empty file means 0. A file whose text is no whole number of 32 bits, or which cannot be read, leaves the last
 * number in force. Each of these troubles is reported once to the error handler, with the file's name.
 *
 * @param name what people call it
 * @param path the file
 * @param interval how often it is looked at
 * @param initial what is written to it at the start; empty if nothing is
 */
public record FileTracker(String name, Path path, Duration interval, Optional<Initial> initial) implements Tracker {

    /**
     * Checks name and interval.
     *
     * @throws IllegalArgumentException if the name is blank, or the interval is not 1 ms to a day
     */
    public FileTracker {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a tracker needs a name");
        }
        if (interval.compareTo(Duration.ofMillis(1)) < 0 || interval.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(
                    "file tracker " + name + " reads each " + interval + ": use 1 ms to 1 day");
        }
    }

    /**
     * The same, looked at more or less often.
     *
     * @param each 1 ms to a day
     * @return the changed tracker
     * @throws IllegalArgumentException if the time is out of range
     */
    public FileTracker every(Duration each) {
        return new FileTracker(name, path, each, initial);
    }

    /**
     * The same, whose file is created when the virtual routers start (keepalived's {@code init_file}). A file that cannot be
     * written is reported to the error handler, and read all the same.
     *
     * @param number what is written
     * @param overwrite whether it is written to a file that exists too
     * @return the changed tracker
     */
    public FileTracker startingWith(int number, boolean overwrite) {
        return new FileTracker(name, path, interval, Optional.of(new Initial(number, overwrite)));
    }

    /**
     * What is written to the file at the start.
     *
     * @param number the number
     * @param overwrite whether it is written to a file that exists too
     */
    public record Initial(int number, boolean overwrite) {}
}
