package io.github.lvs4j.testkit.hosts;

/**
 * A test host could not do what it was asked: a command failed or took too long, a namespace could not be made.
 *
 * <p>The message holds the command and what it printed. Most often the cause is a missing privilege (root is needed), a
 * missing tool, or a mistake in the test's own command.
 */
public final class HostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HostException(String message) {
        super(message);
    }

    HostException(String message, Throwable cause) {
        super(message, cause);
    }
}
