package io.github.lvs4j.netlink.route;

import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.MacAddress;
import io.github.lvs4j.netlink.AttributeWriter;
import io.github.lvs4j.netlink.MessageFlags;
import io.github.lvs4j.netlink.MessageWriter;
import io.github.lvs4j.route.NewLink;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Requests to make, change and remove links; what is read is in {@link LinkCodec}. Stateless; any thread. */
final class LinkChangeCodec {

    /** Where a veth's peer is made unless something else is said: here. */
    static final int HERE = -1;

    private static final int NAMESPACE_DESCRIPTOR = 28;

    /** VETH_INFO_PEER of linux/veth.h: struct ifinfomsg, then attributes. */
    private static final int PEER = 1;

    private LinkChangeCodec() {}

    /**
     * Makes a link.
     *
     * @param link what is to be made
     * @param parent index of a macvlan's parent; 0 if it is none
     * @param master index of its master; 0 for none
     * @param peerNamespace descriptor of the namespace of a veth's peer, or {@link #HERE}
     * @param into where to
     */
    static void encodeNew(NewLink link, int parent, int master, int peerNamespace, MessageWriter into) {
        int up = link.up() ? LinkCodec.UP : 0;
        int flags = MessageFlags.CREATE | MessageFlags.EXCLUSIVE;
        AttributeWriter attributes = LinkCodec.header(into, MessageType.NEW_LINK, flags, 0, up, up)
                .attributes()
                .string(LinkCodec.NAME, link.name().value());
        link.mac().ifPresent(mac -> attributes.bytes(LinkCodec.ADDRESS, mac.toBytes()));
        link.mtu().ifPresent(bytes -> attributes.u32(LinkCodec.MTU, bytes));
        if (parent != 0) {
            attributes.u32(LinkCodec.LINK, parent);
        }
        if (master != 0) {
            attributes.u32(LinkCodec.MASTER, master);
        }
        int info = attributes.nested(LinkCodec.INFO);
        attributes.string(LinkCodec.INFO_KIND, link.kind().word());
        int data = attributes.nested(LinkCodec.INFO_DATA);
        if (link.kind() instanceof NewLink.Macvlan macvlan) {
            attributes.u32(LinkCodec.MACVLAN_MODE, macvlan.mode().number());
        } else if (link.kind() instanceof NewLink.Veth veth) {
            attributes.bytes(PEER, peer(veth.peer(), peerNamespace));
        } else if (link.kind() instanceof NewLink.Ipip ipip) {
            ipip.tunnel().local().ifPresent(end -> attributes.address(LinkCodec.TUNNEL_LOCAL, end));
            ipip.tunnel().remote().ifPresent(end -> attributes.address(LinkCodec.TUNNEL_REMOTE, end));
            attributes.u8(LinkCodec.TUNNEL_TTL, ipip.tunnel().ttl());
        }
        attributes.endNested(data).endNested(info);
        into.end();
    }

    private static byte[] peer(InterfaceName name, int namespace) {
        byte[] text = name.value().getBytes(StandardCharsets.US_ASCII);
        int attribute = 4 + text.length + 1;
        int padded = (attribute + 3) & ~3;
        int length = LinkCodec.HEADER + padded + (namespace == HERE ? 0 : 8);
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.nativeOrder());
        bytes.putShort(LinkCodec.HEADER, (short) attribute).putShort(LinkCodec.HEADER + 2, (short) LinkCodec.NAME);
        bytes.put(LinkCodec.HEADER + 4, text);
        if (namespace != HERE) {
            int at = LinkCodec.HEADER + padded;
            bytes.putShort(at, (short) 8).putShort(at + 2, (short) NAMESPACE_DESCRIPTOR);
            bytes.putInt(at + 4, namespace);
        }
        return bytes.array();
    }

    /** Removes a link. */
    static void encodeRemoval(InterfaceName name, MessageWriter into) {
        LinkCodec.header(into, MessageType.DEL_LINK, 0, 0, 0, 0).attributes().string(LinkCodec.NAME, name.value());
        into.end();
    }

    /** Sets a link up or down. */
    static void encodeSetUp(InterfaceName name, boolean up, MessageWriter into) {
        LinkCodec.header(into, MessageType.NEW_LINK, 0, 0, up ? LinkCodec.UP : 0, LinkCodec.UP)
                .attributes()
                .string(LinkCodec.NAME, name.value());
        into.end();
    }

    /** Gives a link another name; it must be called by its number for that. */
    static void encodeName(int index, InterfaceName newName, MessageWriter into) {
        LinkCodec.header(into, MessageType.NEW_LINK, 0, index, 0, 0)
                .attributes()
                .string(LinkCodec.NAME, newName.value());
        into.end();
    }

    /** Sets the link-layer address. */
    static void encodeMac(InterfaceName name, MacAddress mac, MessageWriter into) {
        change(name, into).bytes(LinkCodec.ADDRESS, mac.toBytes());
        into.end();
    }

    /** Sets the MTU. */
    static void encodeMtu(InterfaceName name, int bytes, MessageWriter into) {
        change(name, into).u32(LinkCodec.MTU, bytes);
        into.end();
    }

    /** Gives a link to a master, or with 0 to none. */
    static void encodeMaster(InterfaceName name, int master, MessageWriter into) {
        change(name, into).u32(LinkCodec.MASTER, master);
        into.end();
    }

    /** Moves a link into the namespace of a descriptor. */
    static void encodeMove(InterfaceName name, int namespace, MessageWriter into) {
        change(name, into).u32(NAMESPACE_DESCRIPTOR, namespace);
        into.end();
    }

    private static AttributeWriter change(InterfaceName name, MessageWriter into) {
        return LinkCodec.header(into, MessageType.NEW_LINK, 0, 0, 0, 0)
                .attributes()
                .string(LinkCodec.NAME, name.value());
    }
}
