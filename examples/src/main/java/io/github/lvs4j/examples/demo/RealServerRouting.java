package io.github.lvs4j.examples.demo;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.net.IpPrefix;
import io.github.lvs4j.netlink.namespace.NetworkNamespace;
import io.github.lvs4j.netlink.route.NetlinkNetworkStack;
import io.github.lvs4j.route.InterfaceAddress;
import io.github.lvs4j.route.NetworkStack;
import io.github.lvs4j.route.PolicyRule;
import io.github.lvs4j.route.Route;
import io.github.lvs4j.routing.NamedTable;
import io.github.lvs4j.routing.RoutingPlan;
import io.github.lvs4j.routing.RoutingState;
import io.github.lvs4j.routing.RoutingWriter;
import io.github.lvs4j.testkit.hosts.TestHost;

/** What a real server of LVS-NAT needs: the balanced address, and its answers sent back through the virtual gateway. */
final class RealServerRouting {

    private static final InterfaceName ETH1 = InterfaceName.of("eth1");
    private static final NamedTable LVS_NAT = NamedTable.of(100, "lvs_nat");

    private RealServerRouting() {}

    /** Only the balanced address, as {@code ifconfig eth1:1 ADDRESS netmask 255.255.255.0}. */
    static RoutingState alias(String address) {
        return RoutingState.builder()
                .addAddresses(InterfaceAddress.builder()
                        .interfaceName(ETH1)
                        .prefix(IpPrefix.parse(address + "/24"))
                        .label("eth1:1")
                        .build())
                .build();
    }

    /** The balanced address, a table whose default route is the virtual gateway, and the rule that leads into it. */
    static RoutingState whole(String address) {
        return RoutingState.builder()
                .from(alias(address))
                .addTables(LVS_NAT)
                .addRoutes(Route.builder()
                        .destination(IpPrefix.parse("0.0.0.0/0"))
                        .gateway(IpAddress.parse(SeedLan.VIRTUAL_GATEWAY))
                        .interfaceName(ETH1)
                        .table(LVS_NAT.table())
                        .build())
                .addRules(PolicyRule.builder()
                        .family(AddressFamily.INET)
                        .priority(32765)
                        .source(IpPrefix.parse(address))
                        .table(LVS_NAT.table())
                        .build())
                .build();
    }

    /** Makes a host's routing what the state says; on a real server this is one call without a namespace around it. */
    static RoutingPlan apply(TestHost host, RoutingState state) {
        try (NetworkNamespace namespace = NetworkNamespace.at(host.namespacePath());
                NetworkStack stack = namespace.open(NetlinkNetworkStack::open)) {
            return new RoutingWriter(stack).apply(state);
        }
    }
}
