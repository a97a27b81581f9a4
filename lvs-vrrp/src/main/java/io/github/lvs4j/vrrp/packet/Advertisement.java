package io.github.lvs4j.vrrp.packet;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.VirtualRouterId;
import io.github.lvs4j.vrrp.VrrpVersion;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/**
 * What a VRRP advertisement says (RFC 3768 and RFC 9568, section 5). Immutable.
 *
 * @param version the protocol version
 * @param id the virtual router
 * @param priority the sender's priority; {@link Priority#RELEASE} when it steps down
 * @param interval how often the sender advertises; version 2 can say 0 seconds, which no router accepts
 * @param addresses the virtual addresses in the order of the packet, all of one family, 1 to 255
 * @param authentication version 2 authentication; {@link AuthenticationField#NONE} in version 3
 */
public record Advertisement(
        VrrpVersion version,
        VirtualRouterId id,
        Priority priority,
        Duration interval,
        List<InetAddress> addresses,
        AuthenticationField authentication) {

    /** The protocol's number in the IP header (IANA). */
    public static final int PROTOCOL = 112;

    /** Where multicast advertisements over IPv4 go (RFC 9568 section 5.1.1.2). */
    public static final InetAddress GROUP_IPV4 = IpAddress.parse("224.0.0.18");

    /** Where multicast advertisements over IPv6 go (RFC 9568 section 5.1.2.2). */
    public static final InetAddress GROUP_IPV6 = IpAddress.parse("ff02::12");

    /** The only message type that exists. */
    public static final int TYPE = 1;

    /**
     * Checks what the packet cannot carry.
     *
     * @throws IllegalArgumentException if addresses are missing, too many or of mixed families, IPv6 is combined with
     *     version 2, authentication with version 3, or the interval does not fit its field
     */
    public Advertisement {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty() || addresses.size() > 255) {
            throw new IllegalArgumentException("an advertisement carries 1 to 255 addresses, not " + addresses.size());
        }
        AddressFamily family = AddressFamily.of(addresses.get(0));
        for (InetAddress address : addresses) {
            if (AddressFamily.of(address) != family) {
                throw new IllegalArgumentException(
                        "an advertisement carries addresses of one family, not " + addresses);
            }
        }
        if (version == VrrpVersion.V2 && family == AddressFamily.INET6) {
            throw new IllegalArgumentException("VRRP version 2 has no IPv6: use version 3 for " + addresses);
        }
        if (version == VrrpVersion.V3 && !authentication.equals(AuthenticationField.NONE)) {
            throw new IllegalArgumentException("VRRP version 3 has no authentication: " + authentication);
        }
        if (!(version == VrrpVersion.V2 && interval.isZero())) {
            version.checkInterval(interval);
        }
    }

    /**
     * The family of the addresses and of the packet that carries them.
     *
     * @return IPv4 or IPv6
     */
    public AddressFamily family() {
        return AddressFamily.of(addresses.get(0));
    }

    /**
     * The same advertisement with another priority.
     *
     * @param other the priority to send
     * @return a copy
     */
    public Advertisement withPriority(Priority other) {
        return new Advertisement(version, id, other, interval, addresses, authentication);
    }
}
