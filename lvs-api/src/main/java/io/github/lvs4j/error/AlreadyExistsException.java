package io.github.lvs4j.error;

import org.jspecify.annotations.Nullable;

/**
 * An object with the same identity is already there (EEXIST, EADDRINUSE). Read it and decide: adopt it, change it, or
 * choose another identity.
 */
public class AlreadyExistsException extends KernelException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes a failure.
     *
     * @param operation what was asked, as "create virtual service TCP 192.0.2.1:80"
     * @param errno the kernel's error number, positive; 0 if the refusal is lvs4j's own
     * @param errnoName the number's name, as "EEXIST"; empty if the refusal is lvs4j's own
     * @param detail the kernel's own words or the remedy; null if there are none
     */
    public AlreadyExistsException(String operation, int errno, String errnoName, @Nullable String detail) {
        super(operation, errno, errnoName, detail);
    }
}
