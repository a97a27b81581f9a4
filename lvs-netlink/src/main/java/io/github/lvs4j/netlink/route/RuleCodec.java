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
import io.github.lvs4j.route.RouteProtocol;
import io.github.lvs4j.route.RoutingTable;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Policy rules (struct fib_rule_hdr and FRA_* of linux/fib_rules.h). Stateless; any thread. */
final class RuleCodec {

    /** struct fib_rule_hdr: family, dst_len, src_len, tos, table, two reserved, action, u32 flags. */
    private static final int HEADER = 12;

    private static final int DESTINATION = 1;
    private static final int SOURCE = 2;
    private static final int IN_INTERFACE = 3;
    private static final int PRIORITY = 6;
    private static final int MARK = 10;
    private static final int SUPPRESS_GROUP = 13;
    private static final int SUPPRESS_PREFIX = 14;
    private static final int TABLE = 15;
    private static final int MASK = 16;
    private static final int OUT_INTERFACE = 17;
    private static final int USER_RANGE = 20;
    private static final int PROTOCOL = 21;
    private static final int IP_PROTOCOL = 22;
    private static final int SOURCE_PORTS = 23;
    private static final int DESTINATION_PORTS = 24;

    /** FIB_RULE_INVERT. */
    private static final int FLAG_INVERT = 0x2;

    private RuleCodec() {}

    /** Asks for all rules of a family. */
    static void encodeList(AddressFamily family, MessageWriter into) {
        into.begin(MessageType.GET_RULE, MessageFlags.REQUEST | MessageFlags.DUMP);
        into.u8(family.number()).u8(0).u8(0).u8(0).u32(0).u32(0).end();
    }

    /** Adds or removes a rule. */
    static void encode(PolicyRule rule, int type, int flags, MessageWriter into) {
        boolean lookup = rule.action() == PolicyRule.Action.LOOKUP;
        long table = lookup ? rule.table().id() : 0;
        into.begin(type, MessageFlags.REQUEST | flags);
        into.u8(rule.family().number());
        into.u8(rule.destination().map(IpPrefix::length).orElse(0));
        into.u8(rule.source().map(IpPrefix::length).orElse(0)).u8(0);
        into.u8(table < 256 ? (int) table : 0).u8(0).u8(0);
        into.u8(rule.action().number()).u32(0);
        AttributeWriter attributes = into.attributes();
        attributes.u32(PRIORITY, rule.priority());
        rule.destination().ifPresent(prefix -> attributes.address(DESTINATION, prefix.address()));
        rule.source().ifPresent(prefix -> attributes.address(SOURCE, prefix.address()));
        rule.mark().ifPresent(mark -> attributes.u32(MARK, mark.value()).u32(MASK, 0xffff_ffffL));
        rule.incomingInterface().ifPresent(name -> attributes.string(IN_INTERFACE, name.value()));
        if (lookup) {
            attributes.u32(TABLE, table);
        }
        attributes.u8(PROTOCOL, rule.protocol().number());
        into.end();
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
        long mask = 0xffff_ffffL;
        long priority = 0;
        int protocol = 0;
        boolean foreign = message.u8(3) != 0 || (message.s32(8) & FLAG_INVERT) != 0;
        PolicyRule.Builder value = PolicyRule.builder().family(family);
        AttributeReader attributes = message.attributes(HEADER, new AttributeReader());
        while (attributes.next()) {
            switch (attributes.type()) {
                case DESTINATION -> value.destination(prefix(attributes, message.u8(1), family));
                case SOURCE -> value.source(prefix(attributes, message.u8(2), family));
                case IN_INTERFACE -> foreign |= !setInterface(attributes.string(), value);
                case PRIORITY -> priority = attributes.u32();
                case MARK -> mark = attributes.u32();
                case MASK -> mask = attributes.u32();
                case TABLE -> table = attributes.u32();
                case PROTOCOL -> protocol = attributes.u8();
                case SUPPRESS_GROUP, SUPPRESS_PREFIX -> foreign |= attributes.s32() != -1;
                case OUT_INTERFACE, USER_RANGE, IP_PROTOCOL, SOURCE_PORTS, DESTINATION_PORTS -> foreign = true;
                default -> {
                    // not wanted
                }
            }
        }
        if (mark != 0) {
            value.mark(new FirewallMark(mark));
            foreign |= mask != 0xffff_ffffL;
        }
        return value.priority(priority)
                .action(foreign ? PolicyRule.Action.OTHER : action(message.u8(7)))
                .table(table == 0 ? RoutingTable.MAIN : new RoutingTable(table))
                .protocol(new RouteProtocol(protocol))
                .build();
    }

    /** The kernel keeps host bits that somebody gave it. */
    private static IpPrefix prefix(AttributeReader attribute, int length, AddressFamily family) {
        InetAddress address = IpAddress.of(attribute.bytes(family.bytes()));
        return new IpPrefix(address, Math.min(length, family.bits())).network();
    }

    private static boolean setInterface(String name, PolicyRule.Builder value) {
        try {
            value.incomingInterface(InterfaceName.of(name));
            return true;
        } catch (IllegalArgumentException e) {
            return false; // the kernel allows more than we do
        }
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
