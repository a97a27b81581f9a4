package io.github.lvs4j.time;

/**
 * A source of monotonic time. Instants are nanoseconds from an arbitrary origin: meaningful only against another instant
 * of the same ticker, and compared by subtraction, since they may be negative and may wrap.
 *
 * <p>Implementations may be called from any thread.
 */
@FunctionalInterface
public interface Ticker {

    /**
     * The present instant.
     *
     * @return nanoseconds since an arbitrary origin
     */
    long nowNanos();

    /**
     * The ticker of this process.
     *
     * @return a ticker that reads {@link System#nanoTime()}
     */
    static Ticker system() {
        return System::nanoTime;
    }
}
