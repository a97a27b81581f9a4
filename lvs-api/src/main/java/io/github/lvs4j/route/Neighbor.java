package io.github.lvs4j.route;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.net.MacAddress;
import io.github.lvs4j.style.LvsStyle;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * Who has an address on a link: an entry of the ARP or neighbor discovery table (rtnetlink(7), RTM_NEWNEIGH; struct ndmsg of
 * linux/neighbour.h), or an address for which this host answers itself. Immutable.
 */
@LvsStyle
@Value.Immutable
public abstract class Neighbor {

    Neighbor() {}

    /** What the kernel knows of a neighbor (NUD_* of linux/neighbour.h; RFC 4861, section 7.3.2). */
    public enum State {
        /** Nothing, 0; so are proxies. */
        NONE(0),
        /** Asked for, not answered yet, 1. */
        INCOMPLETE(0x01),
        /** Answered lately, 2. */
        REACHABLE(0x02),
        /** Answered once; asked again when it is used, 4. */
        STALE(0x04),
        /** Used since; waits a little for a sign of life, 8. */
        DELAY(0x08),
        /** Asked again, 16. */
        PROBE(0x10),
        /** Did not answer, 32. */
        FAILED(0x20),
        /** Needs no asking, 64: multicast, and links without addresses. */
        NO_ARP(0x40),
        /** Set by hand; never asked for, never forgotten, 128. */
        PERMANENT(0x80);

        private final int number;

        State(int number) {
            this.number = number;
        }

        /**
         * The kernel's number.
         *
         * @return NUD_*
         */
        public int number() {
            return number;
        }
    }

    /**
     * Starts a value.
     *
     * @return an empty builder; interface and address must be given
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * An entry that stays.
     *
     * @param interfaceName on which link
     * @param address whose
     * @param mac where it is
     * @return a permanent entry
     */
    public static Neighbor permanent(InterfaceName interfaceName, InetAddress address, MacAddress mac) {
        return builder().interfaceName(interfaceName).address(address).mac(mac).build();
    }

    /**
     * An address for which this host answers in another's name (proxy ARP, proxy neighbor discovery).
     *
     * @param interfaceName on which link it answers
     * @param address whose
     * @return the entry
     */
    public static Neighbor proxy(InterfaceName interfaceName, InetAddress address) {
        return builder()
                .interfaceName(interfaceName)
                .address(address)
                .isProxy(true)
                .state(State.NONE)
                .build();
    }

    /**
     * On which link.
     *
     * @return the link's name
     */
    public abstract InterfaceName interfaceName();

    /**
     * Whose entry it is (NDA_DST).
     *
     * @return an address of either family
     */
    public abstract InetAddress address();

    /**
     * The link-layer address (NDA_LLADDR).
     *
     * @return empty if it is not known, and for a proxy
     */
    public abstract Optional<MacAddress> mac();

    /**
     * What the kernel knows of it.
     *
     * @return {@link State#PERMANENT} unless set
     */
    @Value.Default
    public State state() {
        return State.PERMANENT;
    }

    /**
     * Whether this host answers for the address (NTF_PROXY). The kernel tells nobody of changes of such entries.
     *
     * @return false unless set
     */
    @Value.Default
    public boolean isProxy() {
        return false;
    }

    /**
     * Whether the neighbor is a router (NTF_ROUTER, IPv6).
     *
     * @return false unless set
     */
    @Value.Default
    public boolean isRouter() {
        return false;
    }

    /**
     * Who made the entry (NDA_PROTOCOL, kernel 5.0).
     *
     * @return {@link RouteProtocol#UNSPECIFIED} unless set, and for what the kernel learnt
     */
    @Value.Default
    public RouteProtocol protocol() {
        return RouteProtocol.UNSPECIFIED;
    }

    /**
     * The family of the address.
     *
     * @return IPv4 or IPv6
     */
    public AddressFamily family() {
        return AddressFamily.of(address());
    }

    @Value.Check
    void check() {
        if (isProxy() && mac().isPresent()) {
            throw new IllegalArgumentException(
                    "neighbor " + this + ": a proxy answers with the link's own MAC address");
        }
    }

    /** The entry as {@code ip neigh} writes it. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(isProxy() ? "proxy " : "").append(IpAddress.format(address()));
        text.append(" dev ").append(interfaceName());
        mac().ifPresent(mac -> text.append(" lladdr ").append(mac));
        if (!isProxy()) {
            text.append(" nud ").append(state().name().replace("_", "").toLowerCase(Locale.ROOT));
        }
        return text.append(isRouter() ? " router" : "").toString();
    }

    /** Builds a {@link Neighbor}. Confined to one thread. {@code build()} checks what the accessors promise. */
    public static final class Builder extends ImmutableNeighbor.Builder {
        Builder() {}
    }
}
