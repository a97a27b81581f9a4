package io.github.lvs4j.netlink.ipvs;

import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.Endpoint;

/**
 * Sums up the keys of a reading, whatever their order, so that two readings are compared without keeping the first. Two
 * readings with different keys have equal sums by chance once in 2^64. Confined to one thread.
 */
final class KeyDigest {

    private static final long MARKED = 0x4657_4d61_726b_2e2eL;

    private long sum;

    /**
     * Adds a service.
     *
     * @param service {@link #service} or {@link #mark}
     */
    void add(long service) {
        sum += mix(service);
    }

    /**
     * Adds a real server.
     *
     * @param service whose it is
     * @param server {@link #endpoint}
     */
    void add(long service, long server) {
        sum += mix(server ^ mix(service));
    }

    /** What was added so far. */
    long value() {
        return sum;
    }

    /** A service's key as a number. */
    static long of(VirtualServiceKey key) {
        if (key instanceof VirtualServiceKey.ByFirewallMark by) {
            return mark(by.mark().value());
        }
        VirtualServiceKey.ByEndpoint by = (VirtualServiceKey.ByEndpoint) key;
        Endpoint endpoint = by.endpoint();
        boolean isIpv4 = endpoint.family() == AddressFamily.INET;
        long first = isIpv4 ? endpoint.lowerBits() << 32 : endpoint.upperBits();
        long second = isIpv4 ? 0 : endpoint.lowerBits();
        return service(by.protocol().number(), endpoint(endpoint.family().number(), first, second, endpoint.port()));
    }

    /** A service by protocol, address and port. */
    static long service(int protocol, long endpoint) {
        return mix(endpoint) ^ protocol;
    }

    /** A service by firewall mark; its family does not count, since {@link ProcTable} does not tell it. */
    static long mark(long mark) {
        return mix(mark ^ MARKED);
    }

    /**
     * An address and a port.
     *
     * @param family AF_INET or AF_INET6
     * @param first the first eight bytes of the address; IPv4 in the first four
     * @param second the last eight bytes of an IPv6 address, else 0
     * @param port 0 to 65535
     */
    static long endpoint(int family, long first, long second, int port) {
        return mix(mix(first) ^ second) ^ ((long) port << 8) ^ family;
    }

    /** Spreads each bit over all others (the finalizer of SplitMix64). */
    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xbf58_476d_1ce4_e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d0_49bb_1331_11ebL;
        return mixed ^ (mixed >>> 31);
    }
}
