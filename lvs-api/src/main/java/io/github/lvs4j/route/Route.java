package io.github.lvs4j.route;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.net.IpPrefix;
import io.github.lvs4j.style.LvsStyle;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.immutables.value.Value;

/** A route of one table (rtnetlink(7), RTM_NEWROUTE). Immutable. */
@LvsStyle
@Value.Immutable
public abstract class Route {

    Route() {}

    /** What happens to matching packets (RTN_* of linux/rtnetlink.h). */
    public enum Type {
        /** Forwarded, 1. */
        UNICAST(1),
        /** Delivered here, 2. */
        LOCAL(2),
        /** Dropped silently, 6. */
        BLACKHOLE(6),
        /** Dropped with "host unreachable", 7. */
        UNREACHABLE(7),
        /** Dropped with "administratively prohibited", 8. */
        PROHIBIT(8),
        /** The look-up goes on in the next table, 9. */
        THROW(9),
        /** A type that lvs4j has no name for; read only. */
        OTHER(0);

        private final int number;

        Type(int number) {
            this.number = number;
        }

        /**
         * The kernel's number.
         *
         * @return RTN_*; 0 for {@link #OTHER}
         */
        public int number() {
            return number;
        }
    }

    /** How much a router wants to be the one (ICMPV6_ROUTER_PREF_* of linux/icmpv6.h). */
    public enum Preference {
        /** As usual, 0. */
        MEDIUM(0),
        /** Before others, 1. */
        HIGH(1),
        /** After others, 3. */
        LOW(3);

        private final int number;

        Preference(int number) {
            this.number = number;
        }

        /**
         * The kernel's number.
         *
         * @return ICMPV6_ROUTER_PREF_*
         */
        public int number() {
            return number;
        }
    }

    /**
     * Starts a value.
     *
     * @return an empty builder; the destination must be given
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Which packets the route takes.
     *
     * @return a network; 0.0.0.0/0 or ::/0 for the default route
     */
    public abstract IpPrefix destination();

    /**
     * In which table it stands.
     *
     * @return {@link RoutingTable#MAIN} unless set
     */
    @Value.Default
    public RoutingTable table() {
        return RoutingTable.MAIN;
    }

    /**
     * What happens to the packets.
     *
     * @return {@link Type#UNICAST} unless set
     */
    @Value.Default
    public Type type() {
        return Type.UNICAST;
    }

    /**
     * The next router.
     *
     * @return empty for a directly connected network
     */
    public abstract Optional<InetAddress> gateway();

    /**
     * Through which interface.
     *
     * @return empty if the kernel is to find it by the gateway
     */
    public abstract Optional<InterfaceName> interfaceName();

    /**
     * The source address for packets that have none yet.
     *
     * @return empty if the kernel chooses
     */
    public abstract Optional<InetAddress> source();

    /**
     * Precedence among routes to one destination; lower wins.
     *
     * @return 0 unless set; IPv6 reads 1024 for it
     */
    @Value.Default
    public long metric() {
        return 0;
    }

    /**
     * How far the destination is (RT_SCOPE_*), where it is not what follows from the rest: host for local routes, link for
     * routes without a gateway, else global. IPv6 has none.
     *
     * @return empty for what follows from the rest; else 0 for global, 253 for link, 254 for host
     */
    public abstract OptionalInt scope();

    /**
     * Type of service of the packets (IPv4).
     *
     * @return 0 for any
     */
    @Value.Default
    public int tos() {
        return 0;
    }

    /**
     * What the route says of its path (RTA_METRICS).
     *
     * @return empty unless set
     */
    public abstract Map<RouteMetric, Long> metrics();

    /**
     * Several ways, among which the kernel spreads connections (RTA_MULTIPATH); gateway and interface are empty then.
     *
     * @return empty for a route of one way
     */
    public abstract List<NextHop> nextHops();

    /**
     * Next hop object that the route goes by (RTA_NH_ID, kernel 5.3; ip-nexthop(8)). Read, gateway and interface tell what
     * the object says, if the kernel tells it.
     *
     * @return empty if there is none, else 1 to 4294967295
     */
    public abstract OptionalLong nextHopId();

    /**
     * How much a router wants to be the one (RTA_PREF, IPv6; RFC 4191).
     *
     * @return {@link Preference#MEDIUM} unless set
     */
    @Value.Default
    public Preference preference() {
        return Preference.MEDIUM;
    }

    /**
     * Whether the route is without effect, when it is read, for want of a carrier (RTNH_F_LINKDOWN, RTNH_F_DEAD). Does not
     * count when routes are compared. The kernel uses such routes all the same unless its sysctl {@code
     * ignore_routes_with_linkdown} is set.
     *
     * @return false for a value that was not read
     */
    @Value.Default
    @Value.Auxiliary
    public boolean isLinkDown() {
        return false;
    }

    /**
     * Whether the gateway is reachable although no network of the interface covers it (RTNH_F_ONLINK).
     *
     * @return false unless set
     */
    @Value.Default
    public boolean onLink() {
        return false;
    }

    /**
     * Who made the route.
     *
     * @return {@link RouteProtocol#LVS4J} unless set
     */
    @Value.Default
    public RouteProtocol protocol() {
        return RouteProtocol.LVS4J;
    }

    /**
     * The family of the destination.
     *
     * @return IPv4 or IPv6
     */
    public AddressFamily family() {
        return destination().family();
    }

    @Value.Check
    void check() {
        if (!destination().equals(destination().network())) {
            throw new IllegalArgumentException("route to " + destination() + ": the destination has host bits; write "
                    + destination().network());
        }
        if (metric() < 0 || metric() > 0xffff_ffffL) {
            throw new IllegalArgumentException(
                    "route to " + destination() + ": metric " + metric() + " is out of range: 0 to 4294967295");
        }
        checkWays();
        boolean six = family() == AddressFamily.INET6;
        if (tos() < 0 || tos() > 255 || (six && tos() != 0)) {
            throw new IllegalArgumentException(
                    "route to " + destination() + ": TOS " + tos() + " is out of range: 0 to 255, 0 for IPv6");
        }
        if (scope().isPresent() && (six || scope().getAsInt() < 0 || scope().getAsInt() > 254)) {
            throw new IllegalArgumentException("route to " + destination() + ": scope " + scope().getAsInt()
                    + " is out of range: 0 to 254, none for IPv6");
        }
    }

    private void checkWays() {
        boolean single = gateway().isPresent() || interfaceName().isPresent();
        if (single && !nextHops().isEmpty()) {
            throw new IllegalArgumentException("route to " + destination()
                    + ": it has next hops, so it names no gateway and no interface of its own");
        }
        nextHopId().ifPresent(id -> {
            if (id < 1 || id > 0xffff_ffffL) {
                throw new IllegalArgumentException(
                        "route to " + destination() + ": next hop id " + id + " is out of range: 1 to 4294967295");
            }
        });
        if (type() == Type.UNICAST
                && !single
                && nextHops().isEmpty()
                && nextHopId().isEmpty()) {
            throw new IllegalArgumentException("route to " + destination() + ": name a gateway or an interface");
        }
    }

    /** The route as {@code ip route} writes it. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        if (type() != Type.UNICAST) {
            text.append(type().name().toLowerCase(Locale.ROOT)).append(' ');
        }
        text.append(destination().length() == 0 ? "default" : destination().toString());
        if (tos() != 0) {
            text.append(" tos 0x").append(Integer.toHexString(tos()));
        }
        gateway().ifPresent(via -> text.append(" via ").append(IpAddress.format(via)));
        interfaceName().ifPresent(dev -> text.append(" dev ").append(dev));
        text.append(" table ").append(table());
        source().ifPresent(src -> text.append(" src ").append(IpAddress.format(src)));
        if (metric() != 0) {
            text.append(" metric ").append(metric());
        }
        if (onLink()) {
            text.append(" onlink");
        }
        RouteText.append(this, text);
        return text.toString();
    }

    /** Builds a {@link Route}. Confined to one thread. {@code build()} checks what the accessors promise. */
    public static final class Builder extends ImmutableRoute.Builder {
        Builder() {}
    }
}
