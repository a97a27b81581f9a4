package io.github.lvs4j.ipvs;

/**
 * Forwarding through a tunnel: LVS-TUN, {@code ipvsadm -i} (IP_VS_CONN_F_TUNNEL of linux/ip_vs.h).
 *
 * @param type the encapsulation (IPVS_DEST_ATTR_TUN_TYPE, Linux 5.2)
 * @param port the UDP port of GUE, 1 to 65535; 0 for the others (IPVS_DEST_ATTR_TUN_PORT, Linux 5.2)
 * @param checksum whether and how the encapsulation is summed (IPVS_DEST_ATTR_TUN_FLAGS, Linux 5.3)
 */
public record Tunnel(Type type, int port, Checksum checksum) implements ForwardingMethod {

    /** Plain IP in IP, the kernel's default. */
    public static final Tunnel IPIP = new Tunnel(Type.IPIP, 0, Checksum.NONE);

    /** Encapsulations (IP_VS_CONN_F_TUNNEL_TYPE_*; GUE since Linux 5.2, GRE since 5.3). */
    public enum Type {
        /** IP in IP, 0. */
        IPIP,
        /** Generic UDP Encapsulation, 1. */
        GUE,
        /** Generic Routing Encapsulation, 2. */
        GRE;

        /**
         * The kernel's number.
         *
         * @return IP_VS_CONN_F_TUNNEL_TYPE_*
         */
        public int number() {
            return ordinal();
        }
    }

    /** Checksums of the encapsulation (IP_VS_TUNNEL_ENCAP_FLAG_*). */
    public enum Checksum {
        /** None, 0. */
        NONE,
        /** The outer header's, 1. */
        OUTER,
        /** Remote checksum offload, 2; GUE only. */
        REMOTE;

        /**
         * The kernel's bits.
         *
         * @return IP_VS_TUNNEL_ENCAP_FLAG_*
         */
        public int bits() {
            return ordinal();
        }
    }

    /**
     * Checks that port and checksum fit the type.
     *
     * @throws IllegalArgumentException if GUE has no port, another type has one, or the type knows no such checksum
     */
    public Tunnel {
        if (type == Type.GUE ? port < 1 || port > 65535 : port != 0) {
            throw new IllegalArgumentException("tunnel type " + type + " with port " + port
                    + ": GUE needs a port of 1 to 65535, the other types have none");
        }
        boolean fits =
                checksum == Checksum.NONE || type == Type.GUE || (type == Type.GRE && checksum == Checksum.OUTER);
        if (!fits) {
            throw new IllegalArgumentException("tunnel type " + type + " has no checksum " + checksum);
        }
    }

    /**
     * Generic UDP Encapsulation without checksum.
     *
     * @param port the UDP port at the real server, 1 to 65535
     * @return the tunnel
     * @throws IllegalArgumentException if the port is out of range
     */
    public static Tunnel gue(int port) {
        return new Tunnel(Type.GUE, port, Checksum.NONE);
    }

    /**
     * Generic Routing Encapsulation without checksum.
     *
     * @return the tunnel
     */
    public static Tunnel gre() {
        return new Tunnel(Type.GRE, 0, Checksum.NONE);
    }

    @Override
    public int number() {
        return 2;
    }
}
