package io.github.lvs4j.route;

import io.github.lvs4j.net.AddressFamily;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;

/**
 * The ends of a tunnel that carries IPv4 in IPv4 (RFC 2003; kind "ipip"). A real server behind LVS-TUN needs one without ends.
 *
 * @param local source of the outer packets; empty for whatever the routing chooses
 * @param remote destination of the outer packets; empty for a tunnel that only receives, or is given it by a route
 * @param ttl of the outer packets, 1 to 255; 0 copies the inner one's
 */
public record IpTunnel(Optional<InetAddress> local, Optional<InetAddress> remote, int ttl) {

    /** A tunnel that takes what comes from anywhere, as a real server wants it. */
    public static final IpTunnel ANY = new IpTunnel(Optional.empty(), Optional.empty(), 0);

    /**
     * Checks family and range.
     *
     * @throws IllegalArgumentException if an end is not IPv4, or the TTL is out of range
     */
    public IpTunnel {
        if (ttl < 0 || ttl > 255) {
            throw new IllegalArgumentException("tunnel TTL " + ttl + " is out of range: 0 to 255");
        }
        local.ifPresent(IpTunnel::checkFamily);
        remote.ifPresent(IpTunnel::checkFamily);
    }

    /**
     * A tunnel between two hosts.
     *
     * @param local source of the outer packets
     * @param remote destination of the outer packets
     * @param ttl of the outer packets, 1 to 255; 0 copies the inner one's
     * @return the ends
     * @throws IllegalArgumentException if an end is not IPv4, or the TTL is out of range
     */
    public static IpTunnel between(InetAddress local, InetAddress remote, int ttl) {
        return new IpTunnel(Optional.of(local), Optional.of(remote), ttl);
    }

    private static void checkFamily(InetAddress end) {
        if (!(end instanceof Inet4Address)) {
            throw new IllegalArgumentException(
                    "end " + end.getHostAddress() + " of an ipip tunnel is not " + AddressFamily.INET);
        }
    }
}
