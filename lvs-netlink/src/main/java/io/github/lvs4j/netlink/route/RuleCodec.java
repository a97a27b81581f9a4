package io.github.lvs4j.netlink.route;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.FirewallMark;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.net.IpPrefix;
import io.github.lvs4j.netlink.AttributeReader;
import io.github.lvs4j.netlink.AttributeWriter;
import io.github.lvs4j.netlink.MessageFlags;
import io.github.lvs4j.netlink.MessageReader;
import io.github.lvs4j.netlink.MessageWriter;
import io.github.lvs4j.route.PolicyRule;
import io.github.lvs4j.route.PortRange;
import io.github.lvs4j.route.RouteProtocol;
import io.github.lvs4j.route.RoutingTable;
import io.github.lvs4j.route.UserRange;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Policy rules (struct fib_rule_hdr and FRA_* of linux/fib_rules.h). Stateless; any thread. */
final class RuleCodec {

    /** struct fib_rule_hdr: family, dst_len, src_len, tos, table, two reserved, action, u32 flags. */
    private static final int HEADER = 12;

    private static final int DESTINATION = 1;
    private static final int SOURCE = 2;
    private static final int IN_INTERFACE = 3;
    private static final int GOTO = 4;
    private static final int PRIORITY = 6;
    private static final int MARK = 10;
    private static final int SUPPRESS_GROUP = 13;
    private static final int SUPPRESS_PREFIX = 14;
    private static final int TABLE = 15;
    private static final int MASK = 16;
    private static final int OUT_INTERFACE = 17;
    private static final int PADDING = 18;
    private static final int VRF = 19;
    private static final int USER_RANGE = 20;
    private static final int PROTOCOL = 21;
    private static final int IP_PROTOCOL = 22;
    private static final int SOURCE_PORTS = 23;
    private static final int DESTINATION_PORTS = 24;
    private static final int SOURCE_PORT_MASK = 28;
    private static final int DESTINATION_PORT_MASK = 29;

    /** FIB_RULE_INVERT. */
    private static final int FLAG_INVERT = 0x2;

    private static final long ALL_BITS = 0xffff_ffffL;

    private RuleCodec() {}

    /** Asks for all rules of a family. */
    static void encodeList(AddressFamily family, MessageWriter into) {
        into.begin(MessageType.GET_RULE, MessageFlags.REQUEST | MessageFlags.DUMP);
        into.u8(family.number()).u8(0).u8(0).u8(0).u32(0).u32(0).end();
    }

    /** Adds or removes a rule. */
    static void encode(PolicyRule rule, int type, int flags, MessageWriter into) {
        boolean lookup = rule.action() == PolicyRule.Action.LOOKUP && !rule.vrf();
        long table = lookup ? rule.table().id() : 0;
        into.begin(type, MessageFlags.REQUEST | flags);
        into.u8(rule.family().number());
        into.u8(rule.destination().map(IpPrefix::length).orElse(0));
        into.u8(rule.source().map(IpPrefix::length).orElse(0)).u8(rule.tos());
        into.u8(table < 256 ? (int) table : 0).u8(0).u8(0);
        into.u8(rule.action().number()).u32(rule.inverted() ? FLAG_INVERT : 0);
        AttributeWriter attributes = into.attributes();
        attributes.u32(PRIORITY, rule.priority());
        selector(rule, attributes);
        rule.gotoPriority().ifPresent(target -> attributes.u32(GOTO, target));
        rule.suppressPrefixLength().ifPresent(length -> attributes.u32(SUPPRESS_PREFIX, length));
        rule.suppressGroup().ifPresent(group -> attributes.u32(SUPPRESS_GROUP, group));
        if (lookup) {
            attributes.u32(TABLE, table);
        } else if (rule.vrf()) {
            attributes.u8(VRF, 1);
        }
        attributes.u8(PROTOCOL, rule.protocol().number());
        into.end();
    }

    private static void selector(PolicyRule rule, AttributeWriter into) {
        rule.destination().ifPresent(prefix -> into.address(DESTINATION, prefix.address()));
        rule.source().ifPresent(prefix -> into.address(SOURCE, prefix.address()));
        rule.mark().ifPresent(mark -> into.u32(MARK, mark.value()).u32(MASK, rule.markMask()));
        rule.incomingInterface().ifPresent(name -> into.string(IN_INTERFACE, name.value()));
        rule.outgoingInterface().ifPresent(name -> into.string(OUT_INTERFACE, name.value()));
        rule.users().ifPresent(users -> into.u32s(USER_RANGE, (int) users.first(), (int) users.last()));
        rule.ipProtocol().ifPresent(number -> into.u8(IP_PROTOCOL, number));
        rule.sourcePorts().ifPresent(ports -> into.bytes(SOURCE_PORTS, bytes(ports)));
        rule.destinationPorts().ifPresent(ports -> into.bytes(DESTINATION_PORTS, bytes(ports)));
    }

    /** struct fib_rule_port_range: u16 first, u16 last. */
    private static byte[] bytes(PortRange ports) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.nativeOrder())
                .putShort((short) ports.first())
                .putShort((short) ports.last())
                .array();
    }

    /**
     * Reads a rule. One with a selector that a {@link PolicyRule} has not is shown with {@link PolicyRule.Action#OTHER}, so
     * that it equals none of ours.
     *
     * @param message a message of a rule
     * @return null if it is of another family
     */
    static @Nullable PolicyRule decode(MessageReader message) {
        int number = message.u8(0);
        if (number != AddressFamily.INET.number() && number != AddressFamily.INET6.number()) {
            return null;
        }
        AddressFamily family = number == AddressFamily.INET.number() ? AddressFamily.INET : AddressFamily.INET6;
        long table = message.u8(4);
        long mark = 0;
        long mask = ALL_BITS;
        long priority = 0;
        long target = 0;
        boolean foreign = false;
        PolicyRule.Builder value = PolicyRule.builder()
                .family(family)
                .tos(message.u8(3))
                .inverted((message.s32(8) & FLAG_INVERT) != 0)
                .protocol(RouteProtocol.UNSPECIFIED);
        AttributeReader attributes = message.attributes(HEADER, new AttributeReader());
        while (attributes.next()) {
            switch (attributes.type()) {
                case DESTINATION -> value.destination(prefix(attributes, message.u8(1), family));
                case SOURCE -> value.source(prefix(attributes, message.u8(2), family));
                case PRIORITY -> priority = attributes.u32();
                case GOTO -> target = attributes.u32();
                case MARK -> mark = attributes.u32();
                case MASK -> mask = attributes.u32();
                case TABLE -> table = attributes.u32();
                case VRF -> value.vrf(attributes.u8() != 0);
                case PROTOCOL -> value.protocol(new RouteProtocol(attributes.u8()));
                case PADDING -> {
                    // says nothing
                }
                default -> foreign |= !setMore(attributes, family, value);
            }
        }
        if (mark != 0 && mask != 0) {
            value.mark(new FirewallMark(mark)).markMask(mask);
        } else {
            foreign |= mask != ALL_BITS && mask != 0; // no mark with some bits
        }
        PolicyRule.Action action = action(message.u8(7));
        boolean jumps = action == PolicyRule.Action.GOTO && target > priority;
        foreign |= action == PolicyRule.Action.GOTO && !jumps;
        if (jumps && !foreign) {
            value.gotoPriority(target);
        }
        return value.priority(priority)
                .action(foreign ? PolicyRule.Action.OTHER : action)
                .table(table == 0 ? RoutingTable.MAIN : new RoutingTable(table))
                .build();
    }

    /** Takes what few rules have; false if it is more than a {@link PolicyRule} can say. */
    private static boolean setMore(AttributeReader attribute, AddressFamily family, PolicyRule.Builder into) {
        try {
            switch (attribute.type()) {
                case IN_INTERFACE -> into.incomingInterface(InterfaceName.of(attribute.string()));
                case OUT_INTERFACE -> into.outgoingInterface(InterfaceName.of(attribute.string()));
                case USER_RANGE -> into.users(new UserRange(attribute.u32at(0), attribute.u32at(4)));
                case IP_PROTOCOL ->
                    into.ipProtocol(attribute.u8() == 0 ? OptionalInt.empty() : OptionalInt.of(attribute.u8()));
                case SOURCE_PORTS -> into.sourcePorts(ports(attribute));
                case DESTINATION_PORTS -> into.destinationPorts(ports(attribute));
                case SUPPRESS_PREFIX -> {
                    if (attribute.s32() > family.bits()) {
                        return false;
                    }
                    into.suppressPrefixLength(unlessNone(attribute.s32()));
                }
                case SUPPRESS_GROUP -> into.suppressGroup(unlessNone(attribute.s32()));
                case SOURCE_PORT_MASK, DESTINATION_PORT_MASK -> {
                    return attribute.u16() == 0xffff;
                }
                default -> {
                    return false;
                }
            }
            return true;
        } catch (IllegalArgumentException e) {
            return false; // the kernel allows more than we do
        }
    }

    private static OptionalInt unlessNone(int number) {
        return number < 0 ? OptionalInt.empty() : OptionalInt.of(number);
    }

    private static PortRange ports(AttributeReader attribute) {
        ByteBuffer bytes = ByteBuffer.wrap(attribute.bytes(4)).order(ByteOrder.nativeOrder());
        return new PortRange(bytes.getShort(0) & 0xffff, bytes.getShort(2) & 0xffff);
    }

    /** The kernel keeps host bits that somebody gave it. */
    private static IpPrefix prefix(AttributeReader attribute, int length, AddressFamily family) {
        InetAddress address = IpAddress.of(attribute.bytes(family.bytes()));
        return new IpPrefix(address, Math.min(length, family.bits())).network();
    }

    private static PolicyRule.Action action(int number) {
        for (PolicyRule.Action action : PolicyRule.Action.values()) {
            if (action.number() == number && action != PolicyRule.Action.OTHER) {
                return action;
            }
        }
        return PolicyRule.Action.OTHER;
    }
}
