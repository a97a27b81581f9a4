package io.github.lvs4j.testkit.vrrp;

import java.time.Duration;

/**
 * Something that must hold and did not. Immutable.
 *
 * @param invariant its name
 * @param at when
 * @param complaint what was found
 */
public record Violation(String invariant, Duration at, String complaint) {

    @Override
    public String toString() {
        return invariant + " at " + Happening.seconds(at) + ": " + complaint;
    }
}
