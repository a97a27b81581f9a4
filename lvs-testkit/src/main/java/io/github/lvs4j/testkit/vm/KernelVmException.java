package io.github.lvs4j.testkit.vm;

/**
 * The guest could not be started, did not reach its command, or did not end in time.
 *
 * <p>The message says which, with the last lines of the console and the remedy where there is one. The guest has been
 * ended before this is thrown. Trying again helps only where the message says that room or time was short.
 */
public final class KernelVmException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KernelVmException(String message) {
        super(message);
    }

    KernelVmException(String message, Throwable cause) {
        super(message, cause);
    }
}
