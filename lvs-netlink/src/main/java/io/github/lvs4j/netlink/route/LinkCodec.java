package io.github.lvs4j.netlink.route;

import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.MacAddress;
import io.github.lvs4j.netlink.AttributeReader;
import io.github.lvs4j.netlink.MessageFlags;
import io.github.lvs4j.netlink.MessageReader;
import io.github.lvs4j.netlink.MessageWriter;
import io.github.lvs4j.route.Link;
import org.jspecify.annotations.Nullable;

/** Links (struct ifinfomsg of linux/rtnetlink.h, IFLA_* of linux/if_link.h). Stateless; any thread. */
final class LinkCodec {

    /** struct ifinfomsg: family, pad, u16 type, s32 index, u32 flags, u32 change. */
    private static final int HEADER = 16;

    private static final int INDEX = 4;
    private static final int FLAGS = 8;

    private static final int ADDRESS = 1;
    private static final int NAME = 3;
    private static final int MTU = 4;

    private static final int UP = 0x1;
    private static final int RUNNING = 0x40;

    private LinkCodec() {}

    private static MessageWriter header(MessageWriter into, int type, int flags, int index, int linkFlags, int change) {
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

    /** Sets a link up or down. */
    static void encodeSetUp(InterfaceName name, boolean up, MessageWriter into) {
        header(into, MessageType.NEW_LINK, 0, 0, up ? UP : 0, UP).attributes().string(NAME, name.value());
        into.end();
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
        String name = "";
        MacAddress mac = MacAddress.ZERO;
        int mtu = 0;
        AttributeReader attributes = message.attributes(HEADER, new AttributeReader());
        while (attributes.next()) {
            switch (attributes.type()) {
                case NAME -> name = attributes.string();
                case MTU -> mtu = attributes.s32();
                case ADDRESS -> mac = attributes.length() == 6 ? MacAddress.of(attributes.bytes()) : MacAddress.ZERO;
                default -> {
                    // not wanted
                }
            }
        }
        int flags = message.s32(FLAGS);
        InterfaceName known = name(name);
        return known == null
                ? null
                : new Link(message.s32(INDEX), known, mac, mtu, (flags & UP) != 0, (flags & RUNNING) != 0);
    }

    private static @Nullable InterfaceName name(String text) {
        try {
            return InterfaceName.of(text);
        } catch (IllegalArgumentException e) {
            return null; // the kernel allows more than we do
        }
    }
}
