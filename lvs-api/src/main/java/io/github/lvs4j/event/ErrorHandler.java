package io.github.lvs4j.event;

/**
 * Receives what a listener or a background task threw. Called on the thread where it was thrown; must not block and must
 * not throw.
 */
@FunctionalInterface
public interface ErrorHandler {

    /**
     * Called once for each failure.
     *
     * @param where what was being done, for a log line
     * @param failure what was thrown
     */
    void onError(String where, Throwable failure);
}
