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
import io.github.lvs4j.route.RouteProtocol;
import io.github.lvs4j.route.RoutingTable;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Routes (struct rtmsg and RTA_* of linux/rtnetlink.h). Stateless; any thread. */
final class RouteCodec {

    /** struct rtmsg: family, dst_len, src_len, tos, table, protocol, scope, type, u32 flags. */
    private static final int HEADER = 12;

    private static final int DESTINATION = 1;
    private static final int OUT_INTERFACE = 4;
    private static final int GATEWAY = 5;
    private static final int PRIORITY = 6;
    private static final int PREFERRED_SOURCE = 7;
    private static final int TABLE = 15;
    private static final int VIA = 18;

    private static final int FLAG_ON_LINK = 4;
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
     * @param link index of its interface; 0 if it names none
     * @param type NEW_ROUTE or DEL_ROUTE
     * @param flags of the message
     * @param into where to
     */
    static void encode(Route route, int link, int type, int flags, MessageWriter into) {
        boolean removal = type == MessageType.DEL_ROUTE;
        long table = route.table().id();
        into.begin(type, MessageFlags.REQUEST | flags);
        into.u8(route.family().number()).u8(route.destination().length()).u8(0).u8(0);
        into.u8(table < 256 ? (int) table : 0).u8(route.protocol().number());
        into.u8(removal && route.family() == AddressFamily.INET ? SCOPE_ANY : scope(route));
        into.u8(route.type().number()).u32(route.onLink() ? FLAG_ON_LINK : 0);
        AttributeWriter attributes = into.attributes();
        attributes.u32(TABLE, table);
        if (route.destination().length() > 0) {
            attributes.address(DESTINATION, route.destination().address());
        }
        route.gateway().ifPresent(gateway -> gateway(route, gateway, attributes));
        if (link != 0) {
            attributes.u32(OUT_INTERFACE, link);
        }
        route.source().ifPresent(source -> attributes.address(PREFERRED_SOURCE, source));
        if (route.metric() != 0) {
            attributes.u32(PRIORITY, route.metric());
        }
        into.end();
    }

    /** A gateway of the other family goes as struct rtvia: u16 family, address. */
    private static void gateway(Route route, InetAddress gateway, AttributeWriter into) {
        if (AddressFamily.of(gateway) == route.family()) {
            into.address(GATEWAY, gateway);
            return;
        }
        byte[] address = gateway.getAddress();
        byte[] via = new byte[2 + address.length];
        ByteBuffer.wrap(via)
                .order(ByteOrder.nativeOrder())
                .putShort((short) AddressFamily.of(gateway).number())
                .put(address);
        into.bytes(VIA, via);
    }

    private static int scope(Route route) {
        if (route.family() == AddressFamily.INET6) {
            return SCOPE_UNIVERSE;
        }
        if (route.type() == Route.Type.LOCAL) {
            return SCOPE_HOST;
        }
        return route.type() == Route.Type.UNICAST && route.gateway().isEmpty() ? SCOPE_LINK : SCOPE_UNIVERSE;
    }

    /**
     * Reads a route. One with several next hops is shown as {@link Route.Type#OTHER}: no {@link Route} can be it.
     *
     * @param message a message of a route
     * @param names of the links
     * @return null if it is of another family or kind
     */
    static @Nullable Route decode(MessageReader message, LinkNames names) {
        int number = message.u8(0);
        boolean cloned = (message.s32(8) & FLAG_CLONED) != 0;
        if (cloned || (number != AddressFamily.INET.number() && number != AddressFamily.INET6.number())) {
            return null;
        }
        if (PASSED_OVER.contains(message.u8(7))) {
            return null;
        }
        AddressFamily family = number == AddressFamily.INET.number() ? AddressFamily.INET : AddressFamily.INET6;
        byte[] destination = new byte[family.bytes()];
        long table = message.u8(4);
        InterfaceName link = null;
        InetAddress gateway = null;
        Route.Builder value = Route.builder();
        AttributeReader attributes = message.attributes(HEADER, new AttributeReader());
        while (attributes.next()) {
            switch (attributes.type()) {
                case DESTINATION -> destination = attributes.bytes(family.bytes());
                case OUT_INTERFACE -> link = names.name(attributes.s32());
                case GATEWAY -> gateway = attributes.address();
                case VIA -> gateway = via(attributes.bytes());
                case PREFERRED_SOURCE -> value.source(attributes.address());
                case PRIORITY -> value.metric(attributes.u32());
                case TABLE -> table = attributes.u32();
                default -> {
                    // not wanted
                }
            }
        }
        if (gateway != null) {
            value.gateway(gateway);
        }
        if (link != null) {
            value.interfaceName(link);
        }
        Route.Type type = type(message.u8(7));
        boolean nowhere = type == Route.Type.UNICAST && gateway == null && link == null;
        IpPrefix prefix = new IpPrefix(IpAddress.of(destination), Math.min(message.u8(1), family.bits()));
        return value.destination(prefix.network())
                .table(new RoutingTable(table == 0 ? RoutingTable.MAIN.id() : table))
                .type(nowhere ? Route.Type.OTHER : type)
                .protocol(new RouteProtocol(message.u8(5)))
                .onLink((message.s32(8) & FLAG_ON_LINK) != 0)
                .build();
    }

    private static @Nullable InetAddress via(byte[] bytes) {
        return bytes.length == 6 || bytes.length == 18
                ? IpAddress.of(Arrays.copyOfRange(bytes, 2, bytes.length))
                : null;
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
