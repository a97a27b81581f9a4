package io.github.lvs4j.routing.file;

import io.github.lvs4j.error.LvsException;
import java.nio.file.Path;

/**
 * A file holds something that the desired state cannot stand beside. No file was changed. The message names file, line and
 * remedy; edit the file, or change the state.
 */
public class FileConflictException extends LvsException {

    private static final long serialVersionUID = 1L;

    private final String path;
    private final int line;

    /**
     * Makes a refusal.
     *
     * @param path the file
     * @param line which line, from 1; 0 if it concerns the whole file
     * @param message what is wrong and the remedy
     */
    public FileConflictException(Path path, int line, String message) {
        super(path + (line > 0 ? ":" + line : "") + ": " + message);
        this.path = path.toString();
        this.line = line;
    }

    /**
     * The file.
     *
     * @return its path
     */
    public Path path() {
        return Path.of(path);
    }

    /**
     * The line.
     *
     * @return from 1; 0 if it concerns the whole file
     */
    public int line() {
        return line;
    }
}
