package io.github.lvs4j.routing;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.net.IpPrefix;
import io.github.lvs4j.route.InterfaceAddress;
import io.github.lvs4j.route.PolicyRule;
import io.github.lvs4j.route.Route;
import io.github.lvs4j.route.RouteProtocol;

/** Writes changes as commands of iproute2 (ip-address(8), ip-route(8), ip-rule(8)), tables by number. */
final class IpCommand {

    private IpCommand() {}

    static String address(String verb, InterfaceAddress address) {
        StringBuilder text = command(address.prefix().family(), "address", verb);
        if (address.peer().isPresent()) {
            text.append(IpAddress.format(address.prefix().address()))
                    .append(" peer ")
                    .append(new IpPrefix(address.peer().get(), address.prefix().length()));
        } else {
            text.append(address.prefix());
        }
        text.append(" dev ").append(address.interfaceName());
        if (verb.equals("del")) {
            return text.toString();
        }
        address.broadcast().ifPresent(broadcast -> text.append(" broadcast ").append(IpAddress.format(broadcast)));
        address.label().ifPresent(label -> text.append(" label ").append(label));
        if (address.scope() != 0) {
            text.append(" scope ").append(address.scope());
        }
        // The mark is left out: iproute2 before 6.3 has no word for it.
        text.append(address.noDuplicateDetection() ? " nodad" : "");
        return text.append(address.noPrefixRoute() ? " noprefixroute" : "").toString();
    }

    static String route(String verb, Route route) {
        return command(route.family(), "route", verb)
                .append(route)
                .append(protocol(" proto ", route.protocol()))
                .toString();
    }

    static String rule(String verb, PolicyRule rule) {
        return command(rule.family(), "rule", verb)
                .append(arguments(rule, rule.table().toString()))
                .append(protocol(" protocol ", rule.protocol()))
                .toString();
    }

    /** What follows {@code ip rule add}, with a word for the table and without the mark. */
    static String arguments(PolicyRule rule, String table) {
        return rule.selector() + " " + rule.verdict(table) + " priority " + rule.priority();
    }

    private static StringBuilder command(AddressFamily family, String object, String verb) {
        return new StringBuilder(family == AddressFamily.INET ? "ip -4 " : "ip -6 ")
                .append(object)
                .append(' ')
                .append(verb)
                .append(' ');
    }

    private static String protocol(String word, RouteProtocol protocol) {
        return protocol.equals(RouteProtocol.UNSPECIFIED) ? "" : word + protocol.number();
    }
}
