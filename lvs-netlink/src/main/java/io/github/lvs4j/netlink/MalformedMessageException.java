package io.github.lvs4j.netlink;

import io.github.lvs4j.error.LvsException;

/**
 * Bytes that are no netlink message: cut off, with lengths that contradict each other, or with numbers that no value of lvs4j
 * can hold. The kernel sends none such, so
 * this is a defect of the kernel, of a double, or of lvs4j: report it.
 */
public class MalformedMessageException extends LvsException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes a failure.
     *
     * @param message what was found where
     */
    public MalformedMessageException(String message) {
        super(message);
    }

    /**
     * Makes a failure.
     *
     * @param message what was found where
     * @param cause what a decoder said
     */
    public MalformedMessageException(String message, Throwable cause) {
        super(message, cause);
    }
}
