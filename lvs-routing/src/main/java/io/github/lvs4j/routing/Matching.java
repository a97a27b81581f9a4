package io.github.lvs4j.routing;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpPrefix;
import io.github.lvs4j.route.InterfaceAddress;
import io.github.lvs4j.route.PolicyRule;
import io.github.lvs4j.route.Route;
import io.github.lvs4j.route.RouteProtocol;
import io.github.lvs4j.route.RoutingTable;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** When an observed entry stands where a desired one is to stand, and when it is what is desired. */
final class Matching {

    /** IP6_RT_PRIO_USER of linux/ipv6_route.h: the metric that IPv6 takes for 0. */
    private static final long IPV6_METRIC = 1024;

    private Matching() {}

    record AddressPlace(InterfaceName interfaceName, IpPrefix prefix) {}

    record RoutePlace(RoutingTable table, IpPrefix destination, int tos, long metric) {}

    /** A rule less what becomes of the packets that match, and less its inversion, which the kernel does not look at. */
    record RulePlace(PolicyRule selector) {}

    /** IPv6 tells addresses apart without their prefix length. */
    static AddressPlace placeOf(InterfaceAddress address) {
        IpPrefix prefix = address.prefix();
        boolean ipv4 = prefix.family() == AddressFamily.INET;
        return new AddressPlace(address.interfaceName(), ipv4 ? prefix : IpPrefix.host(prefix.address()));
    }

    static RoutePlace placeOf(Route route) {
        boolean unset = route.family() == AddressFamily.INET6 && route.metric() == 0;
        return new RoutePlace(route.table(), route.destination(), route.tos(), unset ? IPV6_METRIC : route.metric());
    }

    static RulePlace placeOf(PolicyRule rule) {
        return new RulePlace(PolicyRule.builder()
                .from(rule)
                .inverted(false)
                .action(PolicyRule.Action.LOOKUP)
                .gotoPriority(OptionalLong.empty())
                .table(RoutingTable.MAIN)
                .vrf(false)
                .suppressPrefixLength(OptionalInt.empty())
                .suppressGroup(OptionalInt.empty())
                .protocol(RouteProtocol.UNSPECIFIED)
                .build());
    }

    /** What the desired address leaves open does not count. */
    static boolean serves(InterfaceAddress observed, InterfaceAddress desired) {
        return placeOf(observed).equals(placeOf(desired))
                && observed.prefix().equals(desired.prefix())
                && observed.scope() == desired.scope()
                && observed.peer().equals(desired.peer())
                && observed.noPrefixRoute() == desired.noPrefixRoute()
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
                && observed.scope().equals(desired.scope())
                && observed.metrics().equals(desired.metrics())
                && observed.nextHops().equals(desired.nextHops())
                && observed.nextHopId().equals(desired.nextHopId())
                && observed.preference() == desired.preference()
                && (desired.interfaceName().isEmpty() || desired.interfaceName().equals(observed.interfaceName()));
    }

    static boolean serves(PolicyRule observed, PolicyRule desired) {
        return placeOf(observed).equals(placeOf(desired))
                && observed.inverted() == desired.inverted()
                && observed.action() == desired.action()
                && observed.gotoPriority().equals(desired.gotoPriority())
                && observed.vrf() == desired.vrf()
                && observed.suppressPrefixLength().equals(desired.suppressPrefixLength())
                && observed.suppressGroup().equals(desired.suppressGroup())
                && (desired.vrf()
                        || desired.action() != PolicyRule.Action.LOOKUP
                        || observed.table().equals(desired.table()));
    }

    static boolean isOurs(RouteProtocol protocol) {
        return protocol.equals(RouteProtocol.LVS4J);
    }
}
