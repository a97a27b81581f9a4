package io.github.lvs4j.vrrp;

import java.time.Duration;
import java.util.Optional;

/**
 * When something happened, measured by the kernel's receive times. Immutable.
 *
 * @param sinceHeard how long after the last advertisement of the other master that this router had accepted before; empty if there
 *     was none
 * @param late how long after its cause it was dealt with: after the timer was due, or after the kernel received the packet; zero if
 *     it had no such cause
 */
public record VrrpTiming(Optional<Duration> sinceHeard, Duration late) {

    /** Nothing was heard before, and nothing was late. */
    public static final VrrpTiming NONE = new VrrpTiming(Optional.empty(), Duration.ZERO);

    /**
     * The timing as a phrase for a log line.
     *
     * @return a few words; empty if there is nothing to tell
     */
    public String phrase() {
        return sinceHeard
                .map(time -> ", " + time.toMillis() + " ms after the last advertisement")
                .orElse("");
    }
}
