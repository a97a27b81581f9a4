package io.github.lvs4j.verification.vrrp.interop;

import java.time.Duration;

/** Lets time pass in which something is to happen, or not. */
public final class Waiting {

    private Waiting() {}

    /** Sleeps. */
    public static void sleep(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
