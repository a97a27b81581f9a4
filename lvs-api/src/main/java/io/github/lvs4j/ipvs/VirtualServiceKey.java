package io.github.lvs4j.ipvs;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.Endpoint;
import io.github.lvs4j.net.FirewallMark;
import io.github.lvs4j.net.TransportProtocol;
import org.jspecify.annotations.Nullable;

/**
 * What identifies a virtual service in one network namespace: protocol, address and port, or a firewall mark and a family.
 * Immutable.
 */
public sealed interface VirtualServiceKey {

    /**
     * The family of the service's clients.
     *
     * @return IPv4 or IPv6
     */
    AddressFamily family();

    /**
     * A TCP service.
     *
     * @param address numeric address
     * @param port 1 to 65535, or 0 for all ports of a persistent service
     * @return the key
     * @throws IllegalArgumentException if the address is malformed or the port out of range
     */
    static VirtualServiceKey tcp(String address, int port) {
        return new ByEndpoint(TransportProtocol.TCP, Endpoint.of(address, port));
    }

    /**
     * A UDP service.
     *
     * @param address numeric address
     * @param port 1 to 65535, or 0 for all ports of a persistent service
     * @return the key
     * @throws IllegalArgumentException if the address is malformed or the port out of range
     */
    static VirtualServiceKey udp(String address, int port) {
        return new ByEndpoint(TransportProtocol.UDP, Endpoint.of(address, port));
    }

    /**
     * An SCTP service.
     *
     * @param address numeric address
     * @param port 1 to 65535, or 0 for all ports of a persistent service
     * @return the key
     * @throws IllegalArgumentException if the address is malformed or the port out of range
     */
    static VirtualServiceKey sctp(String address, int port) {
        return new ByEndpoint(TransportProtocol.SCTP, Endpoint.of(address, port));
    }

    /**
     * A service of packets that the firewall has marked.
     *
     * @param mark 1 to 4294967295
     * @param family the family of the packets; one mark may serve both, as two services
     * @return the key
     * @throws IllegalArgumentException if the mark is out of range
     */
    static VirtualServiceKey firewallMark(long mark, AddressFamily family) {
        return new ByFirewallMark(new FirewallMark(mark), family);
    }

    /**
     * Identity by protocol, address and port (IPVS_SVC_ATTR_AF, _PROTOCOL, _ADDR and _PORT of linux/ip_vs.h).
     *
     * @param protocol TCP, UDP or SCTP
     * @param endpoint the virtual address and port; port 0 means all ports and needs persistence
     */
    record ByEndpoint(TransportProtocol protocol, Endpoint endpoint) implements VirtualServiceKey {
        @Override
        public AddressFamily family() {
            return endpoint.family();
        }

        // As in RealServerKey: equals and hashCode are not left to be put together at run time.

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof ByEndpoint key && endpoint.equals(key.endpoint) && protocol == key.protocol;
        }

        @Override
        public int hashCode() {
            return endpoint.hashCode() + 31 * protocol.number();
        }

        @Override
        public String toString() {
            return protocol + " " + endpoint;
        }
    }

    /**
     * Identity by firewall mark (IPVS_SVC_ATTR_AF and _FWMARK of linux/ip_vs.h).
     *
     * @param mark the packets' mark
     * @param family the packets' family
     */
    record ByFirewallMark(FirewallMark mark, AddressFamily family) implements VirtualServiceKey {
        @Override
        public String toString() {
            return "FWM " + mark + (family == AddressFamily.INET6 ? " IPv6" : "");
        }
    }
}
