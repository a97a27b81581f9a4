package io.github.lvs4j.vrrp.track;

import io.github.lvs4j.net.InterfaceName;

/**
 * A tracker of an interface: up while it is up and has a carrier. Immutable. A router's own interface need not be tracked: its
 * loss is a fault in any case.
 *
 * @param interfaceName the interface; it may come and go
 */
public record InterfaceTracker(InterfaceName interfaceName) implements Tracker {

    @Override
    public String name() {
        return interfaceName.toString();
    }
}
