package io.github.lvs4j.vrrp;

import io.github.lvs4j.event.LvsListener;

/**
 * Hears of everything that happens to virtual routers and sync groups, in order, on a thread of its own: it may take its time,
 * and what it throws goes to the error handler; neither delays an advertisement.
 */
@FunctionalInterface
public interface VrrpListener extends LvsListener<VrrpEvent> {

    /** Hears and forgets. */
    VrrpListener NONE = event -> {};
}
