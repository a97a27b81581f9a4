package io.github.lvs4j.vrrp.packet;

import io.github.lvs4j.net.AddressFamily;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * The ones' complement checksum of RFC 1071, and the pseudo-header sums that VRRP and ICMPv6 add to it. Stateless; any
 * thread.
 */
public final class InternetChecksum {

    private InternetChecksum() {}

    /**
     * The checksum of a message whose checksum field is zero; over a message that carries its checksum the result is 0.
     *
     * @param buffer holds the message; its position does not move
     * @param start index of the first byte
     * @param length number of bytes, odd ones are padded with a zero
     * @param seed a pseudo-header's sum, or 0
     * @return 0 to 0xffff
     */
    public static int of(ByteBuffer buffer, int start, int length, long seed) {
        long sum = seed;
        int end = start + length;
        for (int i = start; i + 1 < end; i += 2) {
            sum += ((buffer.get(i) & 0xff) << 8) | (buffer.get(i + 1) & 0xff);
        }
        if ((length & 1) != 0) {
            sum += (buffer.get(end - 1) & 0xff) << 8;
        }
        while ((sum >>> 16) != 0) {
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return (int) (~sum & 0xffff);
    }

    /**
     * The sum of a pseudo-header: RFC 8200 section 8.1 for IPv6; for IPv4 the same in the layout of RFC 793 section 3.1, as
     * keepalived, FRR and tcpdump read RFC 5798 section 5.2.8.
     *
     * @param source the packet's source
     * @param destination the packet's destination, of the same family
     * @param protocol the upper-layer protocol's number
     * @param length the upper-layer message's length in bytes
     * @return a sum to seed {@link #of} with
     */
    public static long pseudoHeader(InetAddress source, InetAddress destination, int protocol, int length) {
        if (AddressFamily.of(source) != AddressFamily.of(destination)) {
            throw new IllegalArgumentException("a packet from " + source + " to " + destination + " mixes families");
        }
        return words(source.getAddress()) + words(destination.getAddress()) + protocol + length;
    }

    private static long words(byte[] bytes) {
        long sum = 0;
        for (int i = 0; i < bytes.length; i += 2) {
            sum += ((bytes[i] & 0xff) << 8) | (bytes[i + 1] & 0xff);
        }
        return sum;
    }
}
