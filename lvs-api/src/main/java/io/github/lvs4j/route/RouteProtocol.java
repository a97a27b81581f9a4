package io.github.lvs4j.route;

/**
 * Who made a route, a rule or an address (RTPROT_* of linux/rtnetlink.h; IFA_PROTO of linux/if_addr.h). lvs4j touches only
 * what bears its own number.
 *
 * @param number 0 to 255
 */
public record RouteProtocol(int number) {

    /** Unspecified. */
    public static final RouteProtocol UNSPECIFIED = new RouteProtocol(0);
    /** Made by the kernel itself. */
    public static final RouteProtocol KERNEL = new RouteProtocol(2);
    /** Made by hand without naming a protocol: what {@code ip route} sets. */
    public static final RouteProtocol BOOT = new RouteProtocol(3);
    /** Made by the administrator. */
    public static final RouteProtocol STATIC = new RouteProtocol(4);
    /** lvs4j's own mark; free in the kernel's list and in iproute2's {@code rt_protos}. */
    public static final RouteProtocol LVS4J = new RouteProtocol(76);

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if the number does not fit 8 bits
     */
    public RouteProtocol {
        if (number < 0 || number > 255) {
            throw new IllegalArgumentException("route protocol " + number + " is out of range: 0 to 255");
        }
    }
}
