package io.github.lvs4j.route;

import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.MacAddress;

/**
 * A network interface as it is now.
 *
 * @param index the kernel's number, which a re-created interface does not keep
 * @param name its name
 * @param mac its link-layer address; {@link MacAddress#ZERO} if it has none of 48 bits
 * @param mtu bytes
 * @param up whether it is administratively up (IFF_UP)
 * @param carrier whether it can carry packets (IFF_RUNNING)
 */
public record Link(int index, InterfaceName name, MacAddress mac, int mtu, boolean up, boolean carrier) {

    /**
     * Whether packets can be sent now.
     *
     * @return true if the link is up and has a carrier
     */
    public boolean isUsable() {
        return up && carrier;
    }
}
