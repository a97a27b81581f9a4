package io.github.lvs4j.routing;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.FirewallMark;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpPrefix;
import io.github.lvs4j.route.InterfaceAddress;
import io.github.lvs4j.route.PolicyRule;
import io.github.lvs4j.route.Route;
import io.github.lvs4j.route.RouteProtocol;
import io.github.lvs4j.route.RoutingTable;
import java.util.Optional;

/** When an observed entry stands where a desired one is to stand, and when it is what is desired. */
final class Matching {

    /** IP6_RT_PRIO_USER of linux/ipv6_route.h: the metric that IPv6 takes for 0. */
    private static final long IPV6_METRIC = 1024;

    private Matching() {}

    record AddressPlace(InterfaceName interfaceName, IpPrefix prefix) {}

    record RoutePlace(RoutingTable table, IpPrefix destination, long metric) {}

    record RulePlace(
            AddressFamily family,
            long priority,
            Optional<IpPrefix> source,
            Optional<IpPrefix> destination,
            Optional<FirewallMark> mark,
            Optional<InterfaceName> incomingInterface) {}

    /** IPv6 tells addresses apart without their prefix length. */
    static AddressPlace placeOf(InterfaceAddress address) {
        IpPrefix prefix = address.prefix();
        boolean ipv4 = prefix.family() == AddressFamily.INET;
        return new AddressPlace(address.interfaceName(), ipv4 ? prefix : IpPrefix.host(prefix.address()));
    }

    static RoutePlace placeOf(Route route) {
        boolean unset = route.family() == AddressFamily.INET6 && route.metric() == 0;
        return new RoutePlace(route.table(), route.destination(), unset ? IPV6_METRIC : route.metric());
    }

    static RulePlace placeOf(PolicyRule rule) {
        return new RulePlace(
                rule.family(),
                rule.priority(),
                rule.source(),
                rule.destination(),
                rule.mark(),
                rule.incomingInterface());
    }

    /** What the desired address leaves open does not count. */
    static boolean serves(InterfaceAddress observed, InterfaceAddress desired) {
        return placeOf(observed).equals(placeOf(desired))
                && observed.prefix().equals(desired.prefix())
                && observed.scope() == desired.scope()
                && observed.validLifetime().isEmpty()
                && (desired.label().isEmpty() || desired.label().equals(observed.label()))
                && (desired.broadcast().isEmpty() || desired.broadcast().equals(observed.broadcast()));
    }

    static boolean serves(Route observed, Route desired) {
        return placeOf(observed).equals(placeOf(desired))
                && observed.type() == desired.type()
                && observed.gateway().equals(desired.gateway())
                && observed.source().equals(desired.source())
                && observed.onLink() == desired.onLink()
                && (desired.interfaceName().isEmpty() || desired.interfaceName().equals(observed.interfaceName()));
    }

    static boolean serves(PolicyRule observed, PolicyRule desired) {
        return placeOf(observed).equals(placeOf(desired))
                && observed.action() == desired.action()
                && (desired.action() != PolicyRule.Action.LOOKUP
                        || observed.table().equals(desired.table()));
    }

    static boolean isOurs(RouteProtocol protocol) {
        return protocol.equals(RouteProtocol.LVS4J);
    }
}
