package io.github.lvs4j.verification.routing;

import io.github.lvs4j.routing.RoutingState;

/** The real server's routing of the reference deployment. */
final class Seed {

    static final RoutingState STATE = RoutingState.builder()
            .table(100, "lvs_nat")
            .alias("eth1:1", "192.168.168.238/24")
            .defaultRoute("192.168.168.11", "eth1", 100)
            .ruleFrom("192.168.168.238/32", 100, 32000)
            .build();

    private Seed() {}
}
