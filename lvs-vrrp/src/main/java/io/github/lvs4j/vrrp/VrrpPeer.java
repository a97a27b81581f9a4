package io.github.lvs4j.vrrp;

import io.github.lvs4j.net.IpAddress;
import java.net.InetAddress;

/**
 * Another VRRP router, as its advertisement shows it. Immutable.
 *
 * @param address the packet's source
 * @param priority its priority
 */
public record VrrpPeer(InetAddress address, Priority priority) {

    @Override
    public String toString() {
        return IpAddress.format(address) + " priority " + priority;
    }
}
