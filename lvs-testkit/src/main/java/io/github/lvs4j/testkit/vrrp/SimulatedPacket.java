package io.github.lvs4j.testkit.vrrp;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Objects;

/**
 * A packet on a link. Immutable, if nobody changes the payload.
 *
 * @param protocol the number in the IP header; 112 is VRRP, 51 an authentication header
 * @param source the sender's address
 * @param destination a group, or one host
 * @param timeToLive TTL or hop limit
 * @param payload what is behind the IP header; with protocol 51 the whole IPv4 packet, because what authenticates it covers the
 *     header
 */
public record SimulatedPacket(
        int protocol, InetAddress source, InetAddress destination, int timeToLive, byte[] payload) {

    /** The number of VRRP. */
    public static final int VRRP = 112;

    /** The number of VRRP behind an authentication header. */
    public static final int AUTHENTICATED = 51;

    boolean isVrrp() {
        return protocol == VRRP || protocol == AUTHENTICATED;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SimulatedPacket packet
                && protocol == packet.protocol
                && timeToLive == packet.timeToLive
                && source.equals(packet.source)
                && destination.equals(packet.destination)
                && Arrays.equals(payload, packet.payload);
    }

    @Override
    public int hashCode() {
        return Objects.hash(protocol, source, destination, timeToLive, Arrays.hashCode(payload));
    }
}
