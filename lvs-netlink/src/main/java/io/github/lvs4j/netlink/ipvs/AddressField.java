package io.github.lvs4j.netlink.ipvs;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.Endpoint;
import io.github.lvs4j.netlink.AttributeReader;
import io.github.lvs4j.netlink.MalformedMessageException;

/**
 * An address on its way out of a message (union nf_inet_addr). The kernel gives sixteen bytes for both families, of which
 * IPv4 fills the first four, and names the family elsewhere: so the bytes are kept as numbers until it is known. Confined to
 * one thread.
 */
final class AddressField {

    private int length;
    private long first;
    private long second;

    /** Forgets what was read. */
    void clear() {
        length = 0;
    }

    /** Reads the attribute at hand. */
    void read(AttributeReader attribute) {
        length = attribute.length();
        if (length >= 16) {
            first = attribute.u64be(0);
            second = attribute.u64be(8);
        } else {
            first = (long) attribute.s32be() << 32;
            second = 0;
        }
    }

    /** Whether no address was read. */
    boolean isAbsent() {
        return length == 0;
    }

    /** The address with a port. */
    Endpoint endpoint(AddressFamily family, int port) {
        if (length < family.bytes()) {
            throw new MalformedMessageException("an " + family + " address of " + length + " bytes");
        }
        return family == AddressFamily.INET
                ? Endpoint.ofIpv4((int) (first >>> 32), port)
                : Endpoint.ofIpv6(first, second, port);
    }

    /** The address with a port, as a number. */
    long digest(int family, int port) {
        return family == AddressFamily.INET.number()
                ? KeyDigest.endpoint(family, first & 0xffff_ffff_0000_0000L, 0, port)
                : KeyDigest.endpoint(family, first, second, port);
    }
}
