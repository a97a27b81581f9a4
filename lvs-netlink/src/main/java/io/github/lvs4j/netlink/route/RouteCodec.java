package io.github.lvs4j.netlink.route;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.net.IpPrefix;
import io.github.lvs4j.netlink.AttributeReader;
import io.github.lvs4j.netlink.AttributeWriter;
import io.github.lvs4j.netlink.MessageFlags;
import io.github.lvs4j.netlink.MessageReader;
import io.github.lvs4j.netlink.MessageWriter;
import io.github.lvs4j.route.Route;
import io.github.lvs4j.route.RouteMetric;
import io.github.lvs4j.route.RouteProtocol;
import io.github.lvs4j.route.RoutingTable;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Routes (struct rtmsg and RTA_* of linux/rtnetlink.h). Stateless; any thread. */
final class RouteCodec {

    /** struct rtmsg: family, dst_len, src_len, tos, table, protocol, scope, type, u32 flags. */
    private static final int HEADER = 12;

    private static final int DESTINATION = 1;
    private static final int PRIORITY = 6;
    private static final int PREFERRED_SOURCE = 7;
    private static final int METRICS = 8;
    private static final int CACHE_INFO = 12;
    private static final int TABLE = 15;
    private static final int PREFERENCE = 20;
    private static final int EXPIRES = 23;
    private static final int PADDING = 24;

    private static final int FLAG_DEAD = 1;
    private static final int FLAG_LINK_DOWN = 16;
    private static final int FLAG_CLONED = 0x200;

    private static final int SCOPE_UNIVERSE = 0;
    private static final int SCOPE_LINK = 253;
    private static final int SCOPE_HOST = 254;
    private static final int SCOPE_ANY = 255;

    /** RTN_BROADCAST, RTN_ANYCAST, RTN_MULTICAST: the kernel's own business. */
    private static final Set<Integer> PASSED_OVER = Set.of(3, 4, 5);

    private RouteCodec() {}

    /** Asks for all routes of a family. */
    static void encodeList(AddressFamily family, MessageWriter into) {
        into.begin(MessageType.GET_ROUTE, MessageFlags.REQUEST | MessageFlags.DUMP);
        into.u8(family.number()).u8(0).u8(0).u8(0).u32(0).u32(0).end();
    }

    /**
     * Adds or removes a route.
     *
     * @param route which
     * @param indices of the interfaces that it names
     * @param type NEW_ROUTE or DEL_ROUTE
     * @param flags of the message
     * @param into where to
     */
    static void encode(Route route, ToIntFunction<InterfaceName> indices, int type, int flags, MessageWriter into) {
        boolean anyScope = type == MessageType.DEL_ROUTE && route.family() == AddressFamily.INET;
        long table = route.table().id();
        into.begin(type, MessageFlags.REQUEST | flags);
        into.u8(route.family().number()).u8(route.destination().length()).u8(0).u8(route.tos());
        into.u8(table < 256 ? (int) table : 0).u8(route.protocol().number());
        into.u8(route.scope().orElse(anyScope ? SCOPE_ANY : scope(route, route.type())));
        into.u8(route.type().number()).u32(route.onLink() ? NextHopCodec.FLAG_ON_LINK : 0);
        AttributeWriter attributes = into.attributes();
        attributes.u32(TABLE, table);
        if (route.destination().length() > 0) {
            attributes.address(DESTINATION, route.destination().address());
        }
        route.source().ifPresent(source -> attributes.address(PREFERRED_SOURCE, source));
        if (route.metric() != 0) {
            attributes.u32(PRIORITY, route.metric());
        }
        if (route.preference() != Route.Preference.MEDIUM) {
            attributes.u8(PREFERENCE, route.preference().number());
        }
        if (!route.metrics().isEmpty()) {
            int mark = attributes.nested(METRICS);
            route.metrics().forEach((metric, value) -> attributes.u32(metric.number(), value));
            attributes.endNested(mark);
        }
        ways(route, indices, attributes);
        into.end();
    }

    /** Of an object that holds gateway and interface, only its number is said. */
    private static void ways(Route route, ToIntFunction<InterfaceName> indices, AttributeWriter into) {
        if (route.nextHopId().isPresent()) {
            into.u32(RouteWay.NEXT_HOP_ID, route.nextHopId().getAsLong());
            return;
        }
        if (!route.nextHops().isEmpty()) {
            into.bytes(RouteWay.MULTIPATH, NextHopCodec.encode(route.nextHops(), route.family(), indices));
            return;
        }
        route.gateway().ifPresent(gateway -> {
            if (AddressFamily.of(gateway) == route.family()) {
                into.address(NextHopCodec.GATEWAY, gateway);
            } else {
                into.bytes(NextHopCodec.VIA, NextHopCodec.via(gateway));
            }
        });
        route.interfaceName().ifPresent(name -> into.u32(RouteWay.OUT_INTERFACE, indices.applyAsInt(name)));
    }

    /** The scope that follows from the rest. */
    private static int scope(Route route, Route.Type type) {
        if (route.family() == AddressFamily.INET6) {
            return SCOPE_UNIVERSE;
        }
        if (type == Route.Type.LOCAL) {
            return SCOPE_HOST;
        }
        boolean direct = route.gateway().isEmpty()
                && route.nextHops().isEmpty()
                && route.nextHopId().isEmpty();
        return type == Route.Type.UNICAST && direct ? SCOPE_LINK : SCOPE_UNIVERSE;
    }

    /**
     * Reads a route. One that says more than a {@link Route} can, as an encapsulation, is shown as {@link Route.Type#OTHER}, so
     * that it equals none of ours.
     *
     * @param message a message of a route
     * @param names of the links
     * @return null if it is of another family or kind
     */
    static @Nullable Route decode(MessageReader message, LinkNames names) {
        int number = message.u8(0);
        int flags = message.s32(8);
        boolean cloned = (flags & FLAG_CLONED) != 0;
        if (cloned || (number != AddressFamily.INET.number() && number != AddressFamily.INET6.number())) {
            return null;
        }
        if (PASSED_OVER.contains(message.u8(7))) {
            return null;
        }
        AddressFamily family = number == AddressFamily.INET.number() ? AddressFamily.INET : AddressFamily.INET6;
        byte[] destination = new byte[family.bytes()];
        long table = message.u8(4);
        boolean foreign = message.u8(2) != 0;
        RouteWay way = new RouteWay(names);
        Route.Builder value = Route.builder();
        AttributeReader attributes = message.attributes(HEADER, new AttributeReader());
        while (attributes.next()) {
            switch (attributes.type()) {
                case DESTINATION -> destination = attributes.bytes(family.bytes());
                case PREFERRED_SOURCE -> value.source(attributes.address());
                case PRIORITY -> value.metric(attributes.u32());
                case TABLE -> table = attributes.u32();
                case PREFERENCE -> foreign |= !setPreference(attributes.u8(), value);
                case METRICS -> foreign |= !setMetrics(attributes.nested(), value);
                case RouteWay.OUT_INTERFACE,
                        NextHopCodec.GATEWAY,
                        NextHopCodec.VIA,
                        RouteWay.MULTIPATH,
                        RouteWay.NEXT_HOP_ID -> way.read(attributes);
                case CACHE_INFO, EXPIRES, PADDING -> {
                    // says nothing of where packets go
                }
                default -> foreign = true;
            }
        }
        Route.Type type = type(message.u8(7));
        foreign |= way.isUnclear() || (type == Route.Type.UNICAST && !way.leads());
        way.into(value);
        IpPrefix prefix = new IpPrefix(IpAddress.of(destination), Math.min(message.u8(1), family.bits()));
        value.destination(prefix.network())
                .table(new RoutingTable(table == 0 ? RoutingTable.MAIN.id() : table))
                .type(foreign ? Route.Type.OTHER : type)
                .protocol(new RouteProtocol(message.u8(5)))
                .onLink((flags & NextHopCodec.FLAG_ON_LINK) != 0)
                .isLinkDown((flags & (FLAG_DEAD | FLAG_LINK_DOWN)) != 0);
        return family == AddressFamily.INET6
                ? value.build()
                : withScope(value.tos(message.u8(3)).build(), type, message.u8(6));
    }

    /** Names the scope only if it is not the one that follows from the rest, as the kernel's type has it. */
    private static Route withScope(Route route, Route.Type type, int scope) {
        return scope == scope(route, type) || scope == SCOPE_ANY
                ? route
                : Route.builder().from(route).scope(scope).build();
    }

    private static boolean setPreference(int number, Route.Builder into) {
        for (Route.Preference preference : Route.Preference.values()) {
            if (preference.number() == number) {
                into.preference(preference);
                return true;
            }
        }
        return false;
    }

    private static boolean setMetrics(AttributeReader attributes, Route.Builder into) {
        Map<RouteMetric, Long> metrics = new EnumMap<>(RouteMetric.class);
        while (attributes.next()) {
            RouteMetric known = null;
            for (RouteMetric metric : RouteMetric.values()) {
                known = metric.number() == attributes.type() ? metric : known;
            }
            if (known == null) {
                return false; // as the name of a congestion control
            }
            metrics.put(known, attributes.u32());
        }
        into.metrics(metrics);
        return true;
    }

    private static Route.Type type(int number) {
        for (Route.Type type : Route.Type.values()) {
            if (type.number() == number && type != Route.Type.OTHER) {
                return type;
            }
        }
        return Route.Type.OTHER;
    }
}
