package io.github.lvs4j.ipvs.text;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.Endpoint;
import io.github.lvs4j.net.IpAddress;
import java.net.InetAddress;

/**
 * Addresses as {@code ipvsadm} prints them, by the C library's inet_ntop(3): as RFC 5952 has it, but for the addresses of
 * RFC 4291 section 2.5.5.1, which embed an IPv4 address after 96 zero bits and are written with it. Stateless.
 */
final class AddressText {

    private AddressText() {}

    static String endpoint(Endpoint endpoint) {
        String host = host(endpoint.address());
        return (endpoint.family() == AddressFamily.INET ? host : "[" + host + "]") + ":" + endpoint.port();
    }

    private static String host(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != AddressFamily.INET6.bytes() || !embedsIpv4(bytes)) {
            return IpAddress.format(address);
        }
        return "::" + (bytes[12] & 0xff) + "." + (bytes[13] & 0xff) + "." + (bytes[14] & 0xff) + "."
                + (bytes[15] & 0xff);
    }

    /** Not so :: and ::1, nor what ends in 16 zero bits: there the zeros go on to the end or beyond the middle. */
    private static boolean embedsIpv4(byte[] bytes) {
        for (int i = 0; i < 12; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        int high = (bytes[12] & 0xff) << 8 | (bytes[13] & 0xff);
        int low = (bytes[14] & 0xff) << 8 | (bytes[15] & 0xff);
        return high != 0 || low > 1;
    }
}
