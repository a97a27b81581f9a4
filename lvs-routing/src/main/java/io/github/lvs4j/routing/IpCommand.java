package io.github.lvs4j.routing;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.net.IpPrefix;
import io.github.lvs4j.route.InterfaceAddress;
import io.github.lvs4j.route.PolicyRule;
import io.github.lvs4j.route.Route;
import io.github.lvs4j.route.RouteProtocol;
import java.util.Locale;

/** Writes changes as commands of iproute2 (ip-address(8), ip-route(8), ip-rule(8)), tables by number. */
final class IpCommand {

    private IpCommand() {}

    static String address(String verb, InterfaceAddress address) {
        StringBuilder text = command(address.prefix().family(), "address", verb).append(address.prefix());
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
        return text.append(address.noDuplicateDetection() ? " nodad" : "").toString();
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
        StringBuilder text = new StringBuilder();
        text.append("from ").append(rule.source().map(IpPrefix::toString).orElse("all"));
        rule.destination().ifPresent(to -> text.append(" to ").append(to));
        rule.mark().ifPresent(mark -> text.append(" fwmark ").append(mark));
        rule.incomingInterface().ifPresent(iif -> text.append(" iif ").append(iif));
        if (rule.action() == PolicyRule.Action.LOOKUP) {
            text.append(" table ").append(table);
        } else {
            text.append(' ').append(rule.action().name().toLowerCase(Locale.ROOT));
        }
        return text.append(" priority ").append(rule.priority()).toString();
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
