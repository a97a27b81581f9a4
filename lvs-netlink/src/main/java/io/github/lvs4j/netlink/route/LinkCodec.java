package io.github.lvs4j.netlink.route;

import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.MacAddress;
import io.github.lvs4j.netlink.AttributeReader;
import io.github.lvs4j.netlink.MessageFlags;
import io.github.lvs4j.netlink.MessageReader;
import io.github.lvs4j.netlink.MessageWriter;
import io.github.lvs4j.route.IpTunnel;
import io.github.lvs4j.route.Link;
import io.github.lvs4j.route.MacvlanMode;
import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Links as they are read (struct ifinfomsg of linux/rtnetlink.h, IFLA_* of linux/if_link.h). Stateless; any thread. */
final class LinkCodec {

    /** struct ifinfomsg: family, pad, u16 type, s32 index, u32 flags, u32 change. */
    static final int HEADER = 16;

    private static final int INDEX = 4;
    private static final int FLAGS = 8;

    static final int ADDRESS = 1;
    static final int NAME = 3;
    static final int MTU = 4;
    static final int LINK = 5;
    static final int MASTER = 10;
    private static final int OPERATIONAL_STATE = 16;
    static final int INFO = 18;
    private static final int LINK_NAMESPACE = 37;

    static final int INFO_KIND = 1;
    static final int INFO_DATA = 2;

    static final int MACVLAN_MODE = 1;
    static final int TUNNEL_LOCAL = 2;
    static final int TUNNEL_REMOTE = 3;
    static final int TUNNEL_TTL = 4;

    static final int UP = 0x1;
    private static final int RUNNING = 0x40;
    private static final int LOWER_UP = 0x10000;

    private LinkCodec() {}

    static MessageWriter header(MessageWriter into, int type, int flags, int index, int linkFlags, int change) {
        into.begin(type, MessageFlags.REQUEST | flags);
        return into.u8(0).u8(0).u16(0).u32(index).u32(linkFlags).u32(change);
    }

    /** Asks for all links. */
    static void encodeList(MessageWriter into) {
        header(into, MessageType.GET_LINK, MessageFlags.DUMP, 0, 0, 0).end();
    }

    /** Asks for the link of a name. */
    static void encodeGet(InterfaceName name, MessageWriter into) {
        header(into, MessageType.GET_LINK, 0, 0, 0, 0).attributes().string(NAME, name.value());
        into.end();
    }

    /** Asks for the link of an index. */
    static void encodeGet(int index, MessageWriter into) {
        header(into, MessageType.GET_LINK, 0, index, 0, 0).end();
    }

    /**
     * Reads a link.
     *
     * @param message a message of a link
     * @return null if it is about a link's part in a bridge or the like, or has a name that no {@link InterfaceName} can be
     */
    static @Nullable Link decode(MessageReader message) {
        if (message.u8(0) != 0) {
            return null;
        }
        int flags = message.s32(FLAGS);
        Link.Builder value = Link.builder()
                .index(message.s32(INDEX))
                .mtu(0)
                .up((flags & UP) != 0)
                .carrier((flags & RUNNING) != 0)
                .lowerUp((flags & LOWER_UP) != 0);
        String name = "";
        AttributeReader attributes = message.attributes(HEADER, new AttributeReader());
        while (attributes.next()) {
            switch (attributes.type()) {
                case NAME -> name = attributes.string();
                case MTU -> value.mtu(attributes.s32());
                case ADDRESS ->
                    value.mac(attributes.length() == 6 ? MacAddress.of(attributes.bytes()) : MacAddress.ZERO);
                case LINK -> value.parentIndex(index(attributes.s32()));
                case LINK_NAMESPACE -> value.isParentElsewhere(true);
                case MASTER -> value.masterIndex(index(attributes.s32()));
                case OPERATIONAL_STATE -> value.operationalState(state(attributes.u8()));
                case INFO -> info(attributes.nested(), value);
                default -> {
                    // not wanted
                }
            }
        }
        InterfaceName known = name(name);
        return known == null ? null : value.name(known).build();
    }

    private static OptionalInt index(int number) {
        return number > 0 ? OptionalInt.of(number) : OptionalInt.empty();
    }

    private static Link.OperationalState state(int number) {
        Link.OperationalState[] states = Link.OperationalState.values();
        return number < states.length ? states[number] : Link.OperationalState.UNKNOWN;
    }

    private static void info(AttributeReader attributes, Link.Builder into) {
        String kind = "";
        while (attributes.next()) {
            if (attributes.type() == INFO_KIND) {
                kind = attributes.string();
                into.kind(kind);
            } else if (attributes.type() == INFO_DATA && kind.equals("macvlan")) {
                macvlan(attributes.nested(), into);
            } else if (attributes.type() == INFO_DATA && kind.equals("ipip")) {
                tunnel(attributes.nested(), into);
            }
        }
    }

    private static void macvlan(AttributeReader attributes, Link.Builder into) {
        while (attributes.next()) {
            if (attributes.type() == MACVLAN_MODE) {
                for (MacvlanMode mode : MacvlanMode.values()) {
                    if (mode.number() == attributes.s32()) {
                        into.macvlanMode(mode);
                    }
                }
            }
        }
    }

    private static void tunnel(AttributeReader attributes, Link.Builder into) {
        Optional<InetAddress> local = Optional.empty();
        Optional<InetAddress> remote = Optional.empty();
        int ttl = 0;
        while (attributes.next()) {
            switch (attributes.type()) {
                case TUNNEL_LOCAL -> local = end(attributes);
                case TUNNEL_REMOTE -> remote = end(attributes);
                case TUNNEL_TTL -> ttl = attributes.u8();
                default -> {
                    // not wanted
                }
            }
        }
        into.tunnel(new IpTunnel(local, remote, ttl));
    }

    private static Optional<InetAddress> end(AttributeReader attribute) {
        boolean given = attribute.length() == 4 && attribute.s32() != 0;
        return given ? Optional.of(attribute.address()) : Optional.empty();
    }

    private static @Nullable InterfaceName name(String text) {
        try {
            return InterfaceName.of(text);
        } catch (IllegalArgumentException e) {
            return null; // the kernel allows more than we do
        }
    }
}
