package io.github.lvs4j.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * An address and a port, resolved by construction. Immutable. It holds the address as a number, so that tables of many
 * thousand endpoints are read, compared and written without an object for each address.
 */
public final class Endpoint implements Comparable<Endpoint> {

    private final long upper;
    private final long lower;
    private final AddressFamily family;
    private final int port;

    /** Made when first asked for. Its fields are final, so a race makes it twice at worst. */
    private @Nullable InetAddress address;

    private Endpoint(AddressFamily family, long upper, long lower, int port) {
        this.family = family;
        this.upper = upper;
        this.lower = lower;
        this.port = port;
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException(
                    "port " + port + " of " + IpAddress.format(address()) + " is out of range: 0 to 65535");
        }
    }

    /**
     * An endpoint.
     *
     * @param address the address
     * @param port 0 to 65535; what 0 means is said where an endpoint is used
     * @throws IllegalArgumentException if the port is out of range
     */
    public Endpoint(InetAddress address, int port) {
        this(AddressFamily.of(address), address.getAddress(), port);
        this.address = address;
    }

    private Endpoint(AddressFamily family, byte[] bytes, int port) {
        this(
                family,
                family == AddressFamily.INET ? 0 : ByteBuffer.wrap(bytes).getLong(0),
                family == AddressFamily.INET
                        ? Integer.toUnsignedLong(ByteBuffer.wrap(bytes).getInt(0))
                        : ByteBuffer.wrap(bytes).getLong(8),
                port);
    }

    /**
     * An IPv4 endpoint from a number.
     *
     * @param address its 32 bits: 192.0.2.1 is 0xc0000201
     * @param port 0 to 65535
     * @return the endpoint
     * @throws IllegalArgumentException if the port is out of range
     */
    public static Endpoint ofIpv4(int address, int port) {
        return new Endpoint(AddressFamily.INET, 0, Integer.toUnsignedLong(address), port);
    }

    /**
     * An IPv6 endpoint from numbers.
     *
     * @param upper the address's first 64 bits
     * @param lower the address's last 64 bits
     * @param port 0 to 65535
     * @return the endpoint
     * @throws IllegalArgumentException if the port is out of range
     */
    public static Endpoint ofIpv6(long upper, long lower, int port) {
        return new Endpoint(AddressFamily.INET6, upper, lower, port);
    }

    /**
     * An endpoint from a numeric address.
     *
     * @param address as in {@link IpAddress#parse(String)}
     * @param port 0 to 65535
     * @return the endpoint
     * @throws IllegalArgumentException if the address is malformed or the port out of range
     */
    public static Endpoint of(String address, int port) {
        return new Endpoint(IpAddress.parse(address), port);
    }

    /**
     * Reads {@code 192.0.2.1:80} or {@code [2001:db8::1]:80}.
     *
     * @param text the text
     * @return the endpoint
     * @throws IllegalArgumentException if the text is malformed; the message quotes it
     */
    public static Endpoint parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        String port = text.substring(colon + 1);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            host = "";
        }
        if (host.isEmpty() || !port.matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException(
                    "not an endpoint: \"" + text + "\" (write it as 192.0.2.1:80 or [2001:db8::1]:80)");
        }
        return of(host, Integer.parseInt(port));
    }

    /**
     * The address.
     *
     * @return as it was given, or made from its number
     */
    public InetAddress address() {
        InetAddress known = address;
        if (known == null) {
            byte[] bytes = family == AddressFamily.INET
                    ? ByteBuffer.allocate(4).putInt((int) lower).array()
                    : ByteBuffer.allocate(16).putLong(upper).putLong(lower).array();
            known = IpAddress.of(bytes);
            address = known;
        }
        return known;
    }

    /**
     * The port.
     *
     * @return 0 to 65535
     */
    public int port() {
        return port;
    }

    /**
     * The first 64 bits of the address as a number.
     *
     * @return 0 for IPv4
     */
    public long upperBits() {
        return upper;
    }

    /**
     * The last 64 bits of the address as a number, or all 32 of an IPv4 address.
     *
     * @return an unsigned number
     */
    public long lowerBits() {
        return lower;
    }

    /**
     * The family of the address.
     *
     * @return IPv4 or IPv6
     */
    public AddressFamily family() {
        return family;
    }

    /**
     * The same for the JDK's sockets.
     *
     * @return a resolved socket address
     */
    public InetSocketAddress toSocketAddress() {
        return new InetSocketAddress(address(), port);
    }

    /** Orders by family, address as an unsigned number, then port. */
    @Override
    public int compareTo(Endpoint other) {
        int order = family.compareTo(other.family);
        order = order != 0 ? order : Long.compareUnsigned(upper, other.upper);
        order = order != 0 ? order : Long.compareUnsigned(lower, other.lower);
        return order != 0 ? order : Integer.compare(port, other.port);
    }

    /** Equal endpoints have the same address and port; a zone of an IPv6 address does not count. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Endpoint endpoint
                && lower == endpoint.lower
                && port == endpoint.port
                && upper == endpoint.upper
                && family == endpoint.family;
    }

    @Override
    public int hashCode() {
        // Neighbouring addresses and ports are the rule; a product spreads them over all bits.
        long mixed = (lower ^ Long.rotateLeft(upper, 32) ^ ((long) port << 40)) * 0x9e37_79b9_7f4a_7c15L;
        return (int) (mixed >>> 32);
    }

    @Override
    public String toString() {
        String host = IpAddress.format(address());
        return (family == AddressFamily.INET ? host : "[" + host + "]") + ":" + port;
    }
}
