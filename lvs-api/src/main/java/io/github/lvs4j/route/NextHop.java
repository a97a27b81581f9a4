package io.github.lvs4j.route;

import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpAddress;
import java.net.InetAddress;
import java.util.Optional;

/**
 * One of several ways of a route (struct rtnexthop of linux/rtnetlink.h, within RTA_MULTIPATH).
 *
 * @param gateway the next router; empty for a directly connected network
 * @param interfaceName through which interface; empty if the kernel is to find it by the gateway
 * @param weight share of the connections, 1 to 256
 * @param onLink whether the gateway is reachable although no network of the interface covers it (RTNH_F_ONLINK)
 */
public record NextHop(
        Optional<InetAddress> gateway, Optional<InterfaceName> interfaceName, int weight, boolean onLink) {

    /**
     * Checks that it leads somewhere.
     *
     * @throws IllegalArgumentException if neither gateway nor interface is given, or the weight is out of range
     */
    public NextHop {
        if (gateway.isEmpty() && interfaceName.isEmpty()) {
            throw new IllegalArgumentException("next hop: name a gateway or an interface");
        }
        if (weight < 1 || weight > 256) {
            throw new IllegalArgumentException("next hop weight " + weight + " is out of range: 1 to 256");
        }
    }

    /**
     * A way through a router.
     *
     * @param gateway the next router
     * @param interfaceName through which interface
     * @return a next hop of weight 1
     */
    public static NextHop via(InetAddress gateway, InterfaceName interfaceName) {
        return new NextHop(Optional.of(gateway), Optional.of(interfaceName), 1, false);
    }

    /**
     * The same with another weight.
     *
     * @param value share of the connections, 1 to 256
     * @return a copy
     */
    public NextHop withWeight(int value) {
        return new NextHop(gateway, interfaceName, value, onLink);
    }

    /** The next hop as {@code ip route} writes it. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("nexthop");
        gateway.ifPresent(via -> text.append(" via ").append(IpAddress.format(via)));
        interfaceName.ifPresent(dev -> text.append(" dev ").append(dev));
        return text.append(" weight ")
                .append(weight)
                .append(onLink ? " onlink" : "")
                .toString();
    }
}
