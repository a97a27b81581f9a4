package io.github.lvs4j.netlink.jna;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.netlink.socket.RawIpSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/** Applies the options of a raw socket in the order that lets no foreign packet in. Stateless; any thread. */
final class RawSocketSetup {

    private RawSocketSetup() {}

    /**
     * Applies options.
     *
     * @param setup a fresh raw socket
     * @param options what is wanted
     * @return the device's index; 0 without device
     */
    static int apply(SocketSetup setup, RawIpSocket.Options options) {
        if (options.sendOnly()) {
            setup.refuseAllPackets();
        }
        int index = 0;
        if (options.device().isPresent()) {
            index = setup.interfaceIndex(options.device().get());
            setup.device(options.device().get());
        }
        options.receiveBuffer().ifPresent(setup::receiveBuffer);
        setup.timestamps();
        if (options.family() == AddressFamily.INET) {
            ipv4(setup, options, index);
        } else {
            ipv6(setup, options, index);
        }
        // after IP_TOS, which sets a priority of its own
        options.priority()
                .ifPresent(value -> setup.option("SO_PRIORITY", Constants.SOL_SOCKET, Constants.SO_PRIORITY, value));
        if (options.localAddress().isPresent()) {
            setup.bind(SocketAddressMemory.put(
                    setup.value().bytes(), 0, options.localAddress().get(), index));
        }
        return index;
    }

    private static void ipv4(SocketSetup setup, RawIpSocket.Options options, int index) {
        int level = Constants.IPPROTO_IP;
        if (options.headerIncluded()) {
            setup.option("IP_HDRINCL", level, Constants.IP_HDRINCL, 1);
        }
        setup.option("IP_MULTICAST_LOOP", level, Constants.IP_MULTICAST_LOOP, 0);
        setup.option("IP_MULTICAST_ALL", level, Constants.IP_MULTICAST_ALL, 0);
        options.trafficClass().ifPresent(value -> setup.option("IP_TOS", level, Constants.IP_TOS, value));
        if (options.hopLimit().isPresent()) {
            setup.option("IP_TTL", level, Constants.IP_TTL, options.hopLimit().getAsInt());
            setup.option(
                    "IP_MULTICAST_TTL",
                    level,
                    Constants.IP_MULTICAST_TTL,
                    options.hopLimit().getAsInt());
        }
        if (index != 0) {
            mreqn(setup.value().bytes(), null, index);
            setup.option(
                    "IP_MULTICAST_IF",
                    level,
                    Constants.IP_MULTICAST_IF,
                    setup.value().address(0),
                    12);
        }
        for (InetAddress group : options.groups()) {
            mreqn(setup.value().bytes(), group, index);
            setup.option(
                    "IP_ADD_MEMBERSHIP " + group.getHostAddress(),
                    level,
                    Constants.IP_ADD_MEMBERSHIP,
                    setup.value().address(0),
                    12);
        }
    }

    /** struct ip_mreqn of linux/in.h: group, local address, interface index. */
    private static void mreqn(ByteBuffer into, InetAddress group, int index) {
        into.putLong(0, 0).putInt(8, index);
        if (group != null) {
            into.put(0, group.getAddress());
        }
    }

    private static void ipv6(SocketSetup setup, RawIpSocket.Options options, int index) {
        int level = Constants.IPPROTO_IPV6;
        setup.option("IPV6_RECVHOPLIMIT", level, Constants.IPV6_RECVHOPLIMIT, 1);
        setup.option("IPV6_RECVPKTINFO", level, Constants.IPV6_RECVPKTINFO, 1);
        setup.option("IPV6_MULTICAST_LOOP", level, Constants.IPV6_MULTICAST_LOOP, 0);
        // Kernel 4.20; an older one also hears groups that other sockets joined on the device, as it always did.
        setup.optionIfKnown(level, Constants.IPV6_MULTICAST_ALL, 0);
        options.trafficClass().ifPresent(value -> setup.option("IPV6_TCLASS", level, Constants.IPV6_TCLASS, value));
        if (options.hopLimit().isPresent()) {
            int hops = options.hopLimit().getAsInt();
            setup.option("IPV6_UNICAST_HOPS", level, Constants.IPV6_UNICAST_HOPS, hops);
            setup.option("IPV6_MULTICAST_HOPS", level, Constants.IPV6_MULTICAST_HOPS, hops);
        }
        if (options.checksumOffset().isPresent()) {
            setup.option(
                    "IPV6_CHECKSUM",
                    level,
                    Constants.IPV6_CHECKSUM,
                    options.checksumOffset().getAsInt());
        }
        if (index != 0) {
            setup.option("IPV6_MULTICAST_IF", level, Constants.IPV6_MULTICAST_IF, index);
        }
        for (InetAddress group : options.groups()) {
            // struct ipv6_mreq of linux/in6.h: group, interface index
            setup.value().bytes().put(0, group.getAddress()).putInt(16, index);
            setup.option(
                    "IPV6_ADD_MEMBERSHIP " + group.getHostAddress(),
                    level,
                    Constants.IPV6_ADD_MEMBERSHIP,
                    setup.value().address(0),
                    20);
        }
    }
}
