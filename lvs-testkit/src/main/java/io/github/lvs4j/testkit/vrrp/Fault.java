package io.github.lvs4j.testkit.vrrp;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Something that goes wrong at a chosen time. Immutable.
 *
 * @param at when, since the simulation began
 * @param what in words
 * @param action does it; plans its end itself, if it has one
 */
public record Fault(Duration at, String what, Consumer<SimulatedLan> action) {

    @Override
    public String toString() {
        return "at " + Happening.seconds(at) + ": " + what;
    }
}
