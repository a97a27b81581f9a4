package io.github.lvs4j.ipvs;

/**
 * How packets reach a real server (IPVS_DEST_ATTR_FWD_METHOD, IP_VS_CONN_F_FWD_MASK of linux/ip_vs.h). Immutable. A number that lvs4j does not know is
 * carried as {@link Unknown}.
 */
public sealed interface ForwardingMethod permits ForwardingMethod.Plain, ForwardingMethod.Unknown, Tunnel {

    /** Masquerading: LVS-NAT, {@code ipvsadm -m}. The port may differ from the service's. */
    ForwardingMethod MASQUERADE = Plain.MASQUERADE;
    /** Direct routing: LVS-DR, {@code ipvsadm -g}. */
    ForwardingMethod DIRECT_ROUTING = Plain.DIRECT_ROUTING;
    /** Delivery on the director itself. */
    ForwardingMethod LOCAL_NODE = Plain.LOCAL_NODE;
    /** Past IPVS to the original destination; cache clusters use it. */
    ForwardingMethod BYPASS = Plain.BYPASS;

    /**
     * The kernel's number.
     *
     * @return IP_VS_CONN_F_MASQ and so on, 0 to 7
     */
    int number();

    /** The methods without parameters. */
    enum Plain implements ForwardingMethod {
        /** IP_VS_CONN_F_MASQ. */
        MASQUERADE(0),
        /** IP_VS_CONN_F_LOCALNODE. */
        LOCAL_NODE(1),
        /** IP_VS_CONN_F_DROUTE. */
        DIRECT_ROUTING(3),
        /** IP_VS_CONN_F_BYPASS. */
        BYPASS(4);

        private final int number;

        Plain(int number) {
            this.number = number;
        }

        @Override
        public int number() {
            return number;
        }
    }

    /**
     * A method of a newer kernel.
     *
     * @param number the kernel's number
     */
    record Unknown(int number) implements ForwardingMethod {}

    /**
     * The method with a kernel number; tunnels get the default parameters.
     *
     * @param number IP_VS_CONN_F_FWD_MASK bits
     * @return the method, {@link Unknown} if lvs4j has no name for it
     */
    static ForwardingMethod of(int number) {
        return switch (number) {
            case 0 -> MASQUERADE;
            case 1 -> LOCAL_NODE;
            case 2 -> Tunnel.IPIP;
            case 3 -> DIRECT_ROUTING;
            case 4 -> BYPASS;
            default -> new Unknown(number);
        };
    }
}
