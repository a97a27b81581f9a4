package io.github.lvs4j.netlink.route;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.MacAddress;
import io.github.lvs4j.netlink.AttributeReader;
import io.github.lvs4j.netlink.AttributeWriter;
import io.github.lvs4j.netlink.MessageFlags;
import io.github.lvs4j.netlink.MessageReader;
import io.github.lvs4j.netlink.MessageWriter;
import io.github.lvs4j.route.Neighbor;
import io.github.lvs4j.route.RouteProtocol;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Neighbors (struct ndmsg and NDA_* of linux/neighbour.h). Stateless; any thread. */
final class NeighborCodec {

    /** struct ndmsg: family, pad, u16 pad, s32 index, u16 state, u8 flags, u8 type. */
    private static final int HEADER = 12;

    private static final int DESTINATION = 1;
    private static final int LINK_LAYER = 2;
    private static final int PROTOCOL = 12;

    private static final int FLAG_PROXY = 0x08;
    private static final int FLAG_ROUTER = 0x80;

    private NeighborCodec() {}

    /** Asks for all neighbors, or for all proxies: the kernel keeps them apart. */
    static void encodeList(boolean proxies, MessageWriter into) {
        into.begin(MessageType.GET_NEIGHBOR, MessageFlags.REQUEST | MessageFlags.DUMP);
        into.u8(0).u8(0).u16(0).u32(0).u16(0).u8(proxies ? FLAG_PROXY : 0).u8(0).end();
    }

    /** Adds, replaces or removes a neighbor. */
    static void encode(Neighbor neighbor, int link, int type, int flags, MessageWriter into) {
        int marks = (neighbor.isProxy() ? FLAG_PROXY : 0) | (neighbor.isRouter() ? FLAG_ROUTER : 0);
        into.begin(type, MessageFlags.REQUEST | flags);
        into.u8(neighbor.family().number()).u8(0).u16(0).u32(link);
        into.u16(neighbor.state().number()).u8(marks).u8(0);
        AttributeWriter attributes = into.attributes().address(DESTINATION, neighbor.address());
        neighbor.mac().ifPresent(mac -> attributes.bytes(LINK_LAYER, mac.toBytes()));
        if (neighbor.protocol().number() != 0) {
            attributes.u8(PROTOCOL, neighbor.protocol().number());
        }
        into.end();
    }

    /**
     * Reads a neighbor.
     *
     * @param message a message of a neighbor
     * @param names of the links
     * @return null if it is of another family, as a bridge's, or on a link that is gone
     */
    static @Nullable Neighbor decode(MessageReader message, LinkNames names) {
        int family = message.u8(0);
        InterfaceName name = names.name(message.s32(4));
        if (name == null || (family != AddressFamily.INET.number() && family != AddressFamily.INET6.number())) {
            return null;
        }
        int flags = message.u8(10);
        boolean proxy = (flags & FLAG_PROXY) != 0;
        InetAddress address = null;
        Neighbor.Builder value = Neighbor.builder()
                .interfaceName(name)
                .state(state(message.u16(8)))
                .isProxy(proxy)
                .isRouter((flags & FLAG_ROUTER) != 0);
        AttributeReader attributes = message.attributes(HEADER, new AttributeReader());
        while (attributes.next()) {
            switch (attributes.type()) {
                case DESTINATION -> address = attributes.address();
                case LINK_LAYER -> mac(attributes, proxy, value);
                case PROTOCOL -> value.protocol(new RouteProtocol(attributes.u8()));
                default -> {
                    // not wanted
                }
            }
        }
        if (address == null || AddressFamily.of(address).number() != family) {
            return null;
        }
        return value.address(address).build();
    }

    private static void mac(AttributeReader attribute, boolean proxy, Neighbor.Builder into) {
        if (attribute.length() == 6 && !proxy) {
            into.mac(MacAddress.of(attribute.bytes()));
        }
    }

    private static Neighbor.State state(int number) {
        for (Neighbor.State state : Neighbor.State.values()) {
            if (state.number() == number) {
                return state;
            }
        }
        return Neighbor.State.NONE;
    }
}
