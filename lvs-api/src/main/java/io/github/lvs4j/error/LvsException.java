package io.github.lvs4j.error;

import org.jspecify.annotations.Nullable;

/**
 * Root of lvs4j's own failures. Unchecked, because most callers can only report it; the subclasses are those that a
 * caller can act on, and their Javadoc says how.
 */
public class LvsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes a failure.
     *
     * @param message operation, object, cause and, where there is one, the remedy
     */
    public LvsException(String message) {
        super(message);
    }

    /**
     * Makes a failure that another one caused.
     *
     * @param message operation, object, cause and, where there is one, the remedy
     * @param cause what lies below; null if nothing does
     */
    public LvsException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
