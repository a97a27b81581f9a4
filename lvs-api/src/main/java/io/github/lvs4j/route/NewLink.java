package io.github.lvs4j.route;

import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.MacAddress;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A link that is to be made ({@link NetworkStack#addLink}). Immutable: each {@code with} method returns a changed copy.
 *
 * <pre>{@code
 * stack.addLink(NewLink.macvlan(InterfaceName.of("vrrp.51"), InterfaceName.of("eth0"), MacvlanMode.PRIVATE)
 *         .withMac(MacAddress.parse("00:00:5e:00:01:33"))
 *         .withUp());
 * }</pre>
 *
 * @param name its name
 * @param kind what it is to be
 * @param mac link-layer address; empty for one of the kernel's choice
 * @param mtu bytes; empty for the kind's own
 * @param master the bridge that it is to belong to; empty for none
 * @param up whether it is set up at once; a veth's peer is not
 */
public record NewLink(
        InterfaceName name,
        Kind kind,
        Optional<MacAddress> mac,
        OptionalInt mtu,
        Optional<InterfaceName> master,
        boolean up) {

    /** What a link can be (IFLA_INFO_KIND). */
    public sealed interface Kind {

        /**
         * The kernel's word.
         *
         * @return as "veth"
         */
        String word();
    }

    /** An interface that swallows what it is given; its addresses are this host's. */
    public record Dummy() implements Kind {
        @Override
        public String word() {
            return "dummy";
        }
    }

    /** A switch in the kernel. */
    public record Bridge() implements Kind {
        @Override
        public String word() {
            return "bridge";
        }
    }

    /**
     * A cable with an interface at each end.
     *
     * @param peer name of the other end
     */
    public record Veth(InterfaceName peer) implements Kind {
        @Override
        public String word() {
            return "veth";
        }
    }

    /**
     * One more MAC address on a parent, as a virtual router has it (RFC 5798, section 7.3).
     *
     * @param parent where the frames leave
     * @param mode how it talks to others on that parent
     */
    public record Macvlan(InterfaceName parent, MacvlanMode mode) implements Kind {
        @Override
        public String word() {
            return "macvlan";
        }
    }

    /**
     * A tunnel of IPv4 in IPv4.
     *
     * @param tunnel its ends
     */
    public record Ipip(IpTunnel tunnel) implements Kind {
        @Override
        public String word() {
            return "ipip";
        }
    }

    /**
     * An interface that swallows what it is given.
     *
     * @param name its name
     * @return what is to be made
     */
    public static NewLink dummy(InterfaceName name) {
        return of(name, new Dummy());
    }

    /**
     * A switch in the kernel, without ports.
     *
     * @param name its name
     * @return what is to be made
     */
    public static NewLink bridge(InterfaceName name) {
        return of(name, new Bridge());
    }

    /**
     * A cable.
     *
     * @param name of one end
     * @param peer name of the other end; {@link NetworkStack#addLink(NewLink, NetworkStack)} makes it elsewhere
     * @return what is to be made
     */
    public static NewLink veth(InterfaceName name, InterfaceName peer) {
        return of(name, new Veth(peer));
    }

    /**
     * One more MAC address on a parent.
     *
     * @param name its name
     * @param parent where the frames leave
     * @param mode how it talks to others on that parent
     * @return what is to be made
     */
    public static NewLink macvlan(InterfaceName name, InterfaceName parent, MacvlanMode mode) {
        return of(name, new Macvlan(parent, mode));
    }

    /**
     * A tunnel of IPv4 in IPv4.
     *
     * @param name its name
     * @param tunnel its ends; the kernel has one tunnel of the same ends, and makes its own tunl0 for {@link IpTunnel#ANY}
     * @return what is to be made
     */
    public static NewLink ipip(InterfaceName name, IpTunnel tunnel) {
        return of(name, new Ipip(tunnel));
    }

    private static NewLink of(InterfaceName name, Kind kind) {
        return new NewLink(name, kind, Optional.empty(), OptionalInt.empty(), Optional.empty(), false);
    }

    /**
     * The same with a MAC address.
     *
     * @param value link-layer address
     * @return a copy
     */
    public NewLink withMac(MacAddress value) {
        return new NewLink(name, kind, Optional.of(value), mtu, master, up);
    }

    /**
     * The same with an MTU.
     *
     * @param bytes longest packet
     * @return a copy
     */
    public NewLink withMtu(int bytes) {
        return new NewLink(name, kind, mac, OptionalInt.of(bytes), master, up);
    }

    /**
     * The same as a port of a bridge.
     *
     * @param value the bridge
     * @return a copy
     */
    public NewLink withMaster(InterfaceName value) {
        return new NewLink(name, kind, mac, mtu, Optional.of(value), up);
    }

    /**
     * The same, set up at once.
     *
     * @return a copy
     */
    public NewLink withUp() {
        return new NewLink(name, kind, mac, mtu, master, true);
    }
}
