package io.github.lvs4j.netlink.route;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpPrefix;
import io.github.lvs4j.netlink.AttributeReader;
import io.github.lvs4j.netlink.AttributeWriter;
import io.github.lvs4j.netlink.MessageFlags;
import io.github.lvs4j.netlink.MessageReader;
import io.github.lvs4j.netlink.MessageWriter;
import io.github.lvs4j.route.InterfaceAddress;
import io.github.lvs4j.route.RouteProtocol;
import java.net.InetAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Addresses (struct ifaddrmsg and IFA_* of linux/if_addr.h). Stateless; any thread. */
final class AddressCodec {

    /** struct ifaddrmsg: family, prefix length, flags, scope, u32 index. */
    private static final int HEADER = 8;

    private static final int ADDRESS = 1;
    private static final int LOCAL = 2;
    private static final int LABEL = 3;
    private static final int BROADCAST = 4;
    private static final int CACHE_INFO = 6;
    private static final int FLAGS = 8;
    private static final int ROUTE_METRIC = 9;
    private static final int PROTOCOL = 11;

    private static final int FLAG_NO_DETECTION = 0x02;
    private static final int FLAG_HOME = 0x10;
    private static final int FLAG_MANAGES_TEMPORARY = 0x100;
    private static final int FLAG_NO_PREFIX_ROUTE = 0x200;
    private static final int FLAG_AUTO_JOIN = 0x400;
    private static final long FOR_EVER = 0xffff_ffffL;

    private AddressCodec() {}

    /** Asks for all addresses. */
    static void encodeList(MessageWriter into) {
        into.begin(MessageType.GET_ADDRESS, MessageFlags.REQUEST | MessageFlags.DUMP);
        into.u8(0).u8(0).u8(0).u8(0).u32(0).end();
    }

    /** Adds or replaces an address. */
    static void encode(InterfaceAddress address, int link, int flags, MessageWriter into) {
        AttributeWriter attributes = begin(address, link, MessageType.NEW_ADDRESS, flags, into);
        address.label().ifPresent(label -> attributes.string(LABEL, label));
        address.broadcast().ifPresent(broadcast -> attributes.address(BROADCAST, broadcast));
        int marks = marks(address);
        if (marks != 0) {
            attributes.u32(FLAGS, marks);
        }
        if (address.routeMetric() != 0) {
            attributes.u32(ROUTE_METRIC, address.routeMetric());
        }
        if (address.protocol().number() != 0) {
            attributes.u8(PROTOCOL, address.protocol().number());
        }
        if (address.validLifetime().isPresent() || address.preferredLifetime().isPresent()) {
            lifetimes(address, attributes);
        }
        into.end();
    }

    private static int marks(InterfaceAddress address) {
        return (address.noDuplicateDetection() ? FLAG_NO_DETECTION : 0)
                | (address.homeAddress() ? FLAG_HOME : 0)
                | (address.managesTemporaryAddresses() ? FLAG_MANAGES_TEMPORARY : 0)
                | (address.noPrefixRoute() ? FLAG_NO_PREFIX_ROUTE : 0)
                | (address.autoJoin() ? FLAG_AUTO_JOIN : 0);
    }

    /** struct ifa_cacheinfo: preferred, valid, and two stamps that the kernel fills in. */
    private static void lifetimes(InterfaceAddress address, AttributeWriter into) {
        long valid = address.validLifetime().map(Duration::getSeconds).orElse(FOR_EVER);
        long preferred = address.preferredLifetime().map(Duration::getSeconds).orElse(valid);
        into.u32s(CACHE_INFO, (int) preferred, (int) valid, 0, 0);
    }

    /** Removes an address. */
    static void encodeRemoval(InterfaceAddress address, int link, MessageWriter into) {
        begin(address, link, MessageType.DEL_ADDRESS, 0, into);
        into.end();
    }

    private static AttributeWriter begin(InterfaceAddress address, int link, int type, int flags, MessageWriter into) {
        IpPrefix prefix = address.prefix();
        into.begin(type, MessageFlags.REQUEST | flags);
        into.u8(prefix.family().number()).u8(prefix.length()).u8(0).u8(address.scope());
        return into.u32(link)
                .attributes()
                .address(LOCAL, prefix.address())
                .address(ADDRESS, address.peer().orElse(prefix.address()));
    }

    /**
     * Reads an address.
     *
     * @param message a message of an address
     * @param names of the links
     * @return null if it is of another family, or on a link that is gone
     */
    static @Nullable InterfaceAddress decode(MessageReader message, LinkNames names) {
        int family = message.u8(0);
        InterfaceName name = names.name(message.s32(4));
        if (name == null || (family != AddressFamily.INET.number() && family != AddressFamily.INET6.number())) {
            return null;
        }
        InetAddress address = null;
        InetAddress local = null;
        int flags = message.u8(2);
        InterfaceAddress.Builder value =
                InterfaceAddress.builder().interfaceName(name).scope(message.u8(3));
        AttributeReader attributes = message.attributes(HEADER, new AttributeReader());
        while (attributes.next()) {
            switch (attributes.type()) {
                case ADDRESS -> address = attributes.address();
                case LOCAL -> local = attributes.address();
                case LABEL -> label(attributes.string(), name, value);
                case BROADCAST -> value.broadcast(attributes.address());
                case FLAGS -> flags = attributes.s32();
                case ROUTE_METRIC -> value.routeMetric(attributes.u32());
                case PROTOCOL -> value.protocol(new RouteProtocol(attributes.u8()));
                case CACHE_INFO -> lifetimes(attributes, value);
                default -> {
                    // not wanted
                }
            }
        }
        InetAddress own = local == null ? address : local; // of a point-to-point link, ADDRESS is the peer's
        if (own == null || AddressFamily.of(own).number() != family) {
            return null;
        }
        if (address != null && !address.equals(own) && AddressFamily.of(address) == AddressFamily.of(own)) {
            value.peer(address);
        }
        marks(flags, AddressFamily.of(own), value);
        return value.prefix(new IpPrefix(
                        own, Math.min(message.u8(1), AddressFamily.of(own).bits())))
                .build();
    }

    private static void marks(int flags, AddressFamily family, InterfaceAddress.Builder into) {
        boolean six = family == AddressFamily.INET6;
        into.noDuplicateDetection(six && (flags & FLAG_NO_DETECTION) != 0)
                .homeAddress((flags & FLAG_HOME) != 0)
                .managesTemporaryAddresses((flags & FLAG_MANAGES_TEMPORARY) != 0)
                .noPrefixRoute((flags & FLAG_NO_PREFIX_ROUTE) != 0)
                .autoJoin((flags & FLAG_AUTO_JOIN) != 0);
        for (InterfaceAddress.State state : InterfaceAddress.State.values()) {
            boolean otherFamily = state == (six ? InterfaceAddress.State.SECONDARY : InterfaceAddress.State.TEMPORARY);
            if ((flags & state.bit()) != 0 && !otherFamily) {
                into.addStates(state);
            }
        }
    }

    private static void label(String label, InterfaceName name, InterfaceAddress.Builder value) {
        if (label.startsWith(name + ":") && label.length() <= 15) {
            value.label(label); // a renamed link leaves labels behind that fit it no more
        }
    }

    private static void lifetimes(AttributeReader attribute, InterfaceAddress.Builder value) {
        long preferred = attribute.u32at(0);
        long valid = attribute.u32at(4);
        if (valid != FOR_EVER) {
            value.validLifetime(Duration.ofSeconds(Math.max(1, valid)));
        }
        if (preferred < valid) {
            value.preferredLifetime(Duration.ofSeconds(preferred));
        }
    }
}
