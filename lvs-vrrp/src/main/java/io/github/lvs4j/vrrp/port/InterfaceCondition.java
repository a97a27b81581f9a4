package io.github.lvs4j.vrrp.port;

import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.MacAddress;
import java.net.InetAddress;
import java.util.List;

/**
 * An interface as it is now. Immutable.
 *
 * @param name its name
 * @param index the kernel's number; 0 if there is no such interface
 * @param usable whether it is up and has a carrier
 * @param mac its link-layer address
 * @param addresses its addresses of both families in the kernel's order
 */
public record InterfaceCondition(
        InterfaceName name, int index, boolean usable, MacAddress mac, List<InetAddress> addresses) {

    /** Copies the list. */
    public InterfaceCondition {
        addresses = List.copyOf(addresses);
    }

    /**
     * An interface that does not exist.
     *
     * @param name the name
     * @return its condition
     */
    public static InterfaceCondition missing(InterfaceName name) {
        return new InterfaceCondition(name, 0, false, MacAddress.ZERO, List.of());
    }

    /**
     * Whether there is such an interface.
     *
     * @return false if it does not exist
     */
    public boolean exists() {
        return index != 0;
    }
}
