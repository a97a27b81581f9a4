package io.github.lvs4j.error;

import org.jspecify.annotations.Nullable;

/**
 * The kernel refused an operation. The message names the operation and its object, the error's name, and the kernel's
 * own words (extended acknowledgement of rtnetlink) or the remedy, where there are any.
 *
 * <p>Subclasses tell apart what a caller can act on; this class itself means "none of those": report it.
 */
public class KernelException extends LvsException {

    private static final long serialVersionUID = 1L;

    private final String operation;
    private final int errno;
    private final String errnoName;

    /**
     * Makes a failure.
     *
     * @param operation what was asked, as "create virtual service TCP 192.0.2.1:80"
     * @param errno the kernel's error number, positive; 0 if the refusal is lvs4j's own
     * @param errnoName the number's name, as "EEXIST"; empty if the refusal is lvs4j's own
     * @param detail the kernel's own words or the remedy; null if there are none
     */
    public KernelException(String operation, int errno, String errnoName, @Nullable String detail) {
        super(message(operation, errno, errnoName, detail));
        this.operation = operation;
        this.errno = errno;
        this.errnoName = errnoName;
    }

    private static String message(String operation, int errno, String errnoName, @Nullable String detail) {
        StringBuilder text = new StringBuilder(operation);
        if (errno != 0) {
            text.append(": ").append(errnoName).append(" (").append(errno).append(')');
        }
        if (detail != null && !detail.isEmpty()) {
            text.append(": ").append(detail);
        }
        return text.toString();
    }

    /**
     * What was asked of the kernel.
     *
     * @return the operation and its object, in words
     */
    public String operation() {
        return operation;
    }

    /**
     * The kernel's error number.
     *
     * @return a positive errno, or 0 if the refusal is lvs4j's own
     */
    public int errno() {
        return errno;
    }

    /**
     * The name of the kernel's error.
     *
     * @return as "EPERM"; empty if the refusal is lvs4j's own
     */
    public String errnoName() {
        return errnoName;
    }
}
