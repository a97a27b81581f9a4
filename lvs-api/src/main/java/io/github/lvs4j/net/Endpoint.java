package io.github.lvs4j.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * An address and a port, resolved by construction.
 *
 * @param address the address
 * @param port 0 to 65535; what 0 means is said where an endpoint is used
 */
public record Endpoint(InetAddress address, int port) implements Comparable<Endpoint> {

    /**
     * Checks the port.
     *
     * @throws IllegalArgumentException if the port is out of range
     */
    public Endpoint {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException(
                    "port " + port + " of " + IpAddress.format(address) + " is out of range: 0 to 65535");
        }
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
     * The family of the address.
     *
     * @return IPv4 or IPv6
     */
    public AddressFamily family() {
        return AddressFamily.of(address);
    }

    /**
     * The same for the JDK's sockets.
     *
     * @return a resolved socket address
     */
    public InetSocketAddress toSocketAddress() {
        return new InetSocketAddress(address, port);
    }

    /** Orders by family, address as an unsigned number, then port. */
    @Override
    public int compareTo(Endpoint other) {
        int byAddress = IpAddress.compare(address, other.address);
        return byAddress != 0 ? byAddress : Integer.compare(port, other.port);
    }

    @Override
    public String toString() {
        String host = IpAddress.format(address);
        return (family() == AddressFamily.INET ? host : "[" + host + "]") + ":" + port;
    }
}
