package io.github.lvs4j.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpPrefix;
import io.github.lvs4j.route.InterfaceAddress;
import io.github.lvs4j.route.Link;
import io.github.lvs4j.route.PolicyRule;
import io.github.lvs4j.route.Route;
import io.github.lvs4j.route.RouteProtocol;
import io.github.lvs4j.route.RoutingTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoutingPlanTest {

    static final RoutingState SEED = RoutingState.builder()
            .table(100, "lvs_nat")
            .alias("eth1:1", "192.168.168.238/24")
            .defaultRoute("192.168.168.11", "eth1", 100)
            .ruleFrom("192.168.168.238/32", 100, 32000)
            .build();

    private static final Link ETH1 = eth1(true);
    private static final Route ROUTE = SEED.routes().get(0);
    private static final PolicyRule RULE = SEED.rules().get(0);
    private static final InterfaceAddress ALIAS = InterfaceAddress.builder()
            .from(SEED.addresses().get(0))
            .protocol(RouteProtocol.LVS4J)
            .build();

    private final List<Link> links = new ArrayList<>(List.of(ETH1));
    private final List<InterfaceAddress> addresses = new ArrayList<>();
    private final List<Route> routes = new ArrayList<>();
    private final List<PolicyRule> rules = new ArrayList<>();

    private ObservedRouting observed() {
        return new ObservedRouting(links, addresses, routes, rules);
    }

    private RoutingPlan plan(RoutingState desired) {
        return RoutingPlan.between(observed(), desired);
    }

    private static Route foreign(Route route) {
        return Route.builder().from(route).protocol(RouteProtocol.BOOT).build();
    }

    private static PolicyRule foreign(PolicyRule rule) {
        return PolicyRule.builder().from(rule).protocol(RouteProtocol.BOOT).build();
    }

    private void hasSeed() {
        addresses.add(ALIAS);
        routes.add(ROUTE);
        rules.add(RULE);
    }

    @Test
    void shouldReadLikeCommandsOfIp() {
        assertThat(plan(SEED).toString()).isEqualTo("""
                        ip -4 address add 192.168.168.238/24 dev eth1 broadcast 192.168.168.255 label eth1:1
                        ip -4 route add default via 192.168.168.11 dev eth1 table 100 proto 76
                        ip -4 rule add from 192.168.168.238/32 table 100 priority 32000 protocol 76""");
        hasSeed();
        assertThat(plan(SEED).toString()).isEqualTo("# nothing to change");
    }

    @Test
    void shouldRemoveInTheReverseOrder() {
        hasSeed();
        assertThat(RoutingPlan.between(observed(), SEED, RoutingState.empty()).toString())
                .isEqualTo("""
                        ip -4 rule del from 192.168.168.238/32 table 100 priority 32000 protocol 76
                        ip -4 route del default via 192.168.168.11 dev eth1 table 100 proto 76
                        ip -4 address del 192.168.168.238/24 dev eth1""");
    }

    @Test
    void shouldLeaveWhatOthersMadeAndUseIt() {
        addresses.add(SEED.addresses().get(0));
        routes.add(foreign(ROUTE));
        rules.add(foreign(RULE));
        RoutingPlan plan = plan(SEED);
        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.kept()).hasSize(3);
        RoutingPlan removal = RoutingPlan.between(observed(), SEED, RoutingState.empty());
        assertThat(removal.isEmpty()).isTrue();
    }

    @Test
    void shouldRefuseWhatOthersHaveInTheWay() {
        routes.add(Route.builder()
                .from(foreign(ROUTE))
                .gateway(io.github.lvs4j.net.IpAddress.parse("192.168.168.12"))
                .build());
        rules.add(PolicyRule.builder()
                .from(foreign(RULE))
                .table(new RoutingTable(7))
                .build());
        assertThatExceptionOfType(RoutingConflictException.class)
                .isThrownBy(() -> plan(SEED))
                .withMessageContaining("192.168.168.12")
                .withMessageContaining("of protocol 3; remove that one, or choose another table or metric")
                .withMessageContaining("lookup 7")
                .satisfies(refusal -> assertThat(refusal.conflicts()).hasSize(2));
    }

    @Test
    void shouldReplaceOnlyItsOwnRoute() {
        hasSeed();
        RoutingState other = RoutingState.builder()
                .addAllAddresses(SEED.addresses())
                .defaultRoute("192.168.168.12", "eth1", 100)
                .addAllRules(SEED.rules())
                .build();
        assertThat(plan(other).toString())
                .isEqualTo("ip -4 route replace default via 192.168.168.12 dev eth1 table 100 proto 76");
    }

    @Test
    void shouldMoveARuleWithoutAGap() {
        hasSeed();
        RoutingState other = RoutingState.builder()
                .addAllAddresses(SEED.addresses())
                .defaultRoute("192.168.168.11", "eth1", 101)
                .ruleFrom("192.168.168.238/32", 101, 32000)
                .build();
        assertThat(RoutingPlan.between(observed(), SEED, other).toString()).isEqualTo("""
                        ip -4 route add default via 192.168.168.11 dev eth1 table 101 proto 76
                        ip -4 rule add from 192.168.168.238/32 table 101 priority 32000 protocol 76
                        ip -4 rule del from 192.168.168.238/32 table 100 priority 32000 protocol 76
                        ip -4 route del default via 192.168.168.11 dev eth1 table 100 proto 76""");
    }

    @Test
    void shouldRemoveLeftoversOfAnEarlierRunInItsTables() {
        hasSeed();
        Route left = Route.builder()
                .from(ROUTE)
                .destination(IpPrefix.parse("10.0.0.0/8"))
                .build();
        Route main = Route.builder().from(left).table(RoutingTable.MAIN).build();
        PolicyRule leftRule = PolicyRule.builder().from(RULE).priority(7).build();
        PolicyRule elsewhere =
                PolicyRule.builder().from(leftRule).table(new RoutingTable(9)).build();
        routes.addAll(
                List.of(left, main, foreign(Route.builder().from(left).metric(5).build())));
        rules.addAll(List.of(leftRule, elsewhere));
        assertThat(plan(SEED).steps())
                .containsExactly(new RoutingStep.RemoveRule(leftRule), new RoutingStep.RemoveRoute(left));
    }

    private static Link eth1(boolean up) {
        return Link.builder()
                .index(3)
                .name(InterfaceName.of("eth1"))
                .up(up)
                .carrier(up)
                .build();
    }

    @Test
    void shouldWaitForALinkThatIsDown() {
        links.set(0, eth1(false));
        addresses.add(ALIAS);
        RoutingPlan plan = plan(SEED);
        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.waiting()).hasSize(2).first().asString().contains("eth1 is down");
        links.clear();
        addresses.clear();
        assertThat(plan(SEED).waiting()).hasSize(3).first().asString().contains("there is no interface eth1");
    }

    @Test
    void shouldRefuseARuleWhoseTableWouldBeEmpty() {
        RoutingState state = RoutingState.builder()
                .table(100, "lvs_nat")
                .ruleFrom("192.168.168.238", 100, 32000)
                .build();
        assertThatExceptionOfType(RoutingConflictException.class)
                .isThrownBy(() -> plan(state))
                .withMessageContaining("looks up table lvs_nat, which has no IPv4 route; add one to the state");
        routes.add(foreign(ROUTE));
        assertThat(plan(state).steps()).hasSize(1);
    }

    @Test
    void shouldKeepRoutesThatARuleOfOthersLooksUp() {
        routes.add(ROUTE);
        rules.add(foreign(RULE));
        RoutingPlan plan = RoutingPlan.between(observed(), SEED, RoutingState.empty());
        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.kept()).singleElement().asString().contains("looks its table up");
    }

    @Test
    void shouldNotTakeAddressesOfOthersAlong() {
        hasSeed();
        addresses.add(InterfaceAddress.of(InterfaceName.of("eth1"), IpPrefix.parse("192.168.168.236/24")));
        assertThatExceptionOfType(RoutingConflictException.class)
                .isThrownBy(() -> RoutingPlan.between(observed(), SEED, RoutingState.empty()))
                .withMessageContaining("is the first of its network")
                .withMessageContaining("192.168.168.236/24");
        addresses.add(0, addresses.remove(1));
        assertThat(RoutingPlan.between(observed(), SEED, RoutingState.empty()).steps())
                .hasSize(3);
    }

    @Test
    void shouldKnowTheMetricThatIpv6TakesForNone() {
        RoutingState state = RoutingState.builder()
                .defaultRoute("2001:db8::1", "eth1", 100)
                .ruleFrom("2001:db8::238", 100, 32000)
                .build();
        routes.add(Route.builder().from(state.routes().get(0)).metric(1024).build());
        rules.addAll(state.rules());
        assertThat(plan(state).isEmpty()).isTrue();
    }

    @Test
    void shouldAddConnectedRoutesBeforeThoseWithAGateway() {
        RoutingState state = RoutingState.builder()
                .defaultRoute("10.0.0.1", "eth1", 100)
                .addRoutes(Route.builder()
                        .destination(IpPrefix.parse("10.0.0.0/8"))
                        .interfaceName(InterfaceName.of("eth1"))
                        .table(new RoutingTable(100))
                        .build())
                .build();
        assertThat(plan(state).steps().get(0).toString()).contains("10.0.0.0/8 dev eth1");
    }

    @Test
    void shouldRefuseStatesThatContradictThemselves() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        RoutingState.builder().table(100, "a").table(100, "b").build())
                .withMessageContaining("named twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        RoutingState.builder().table(100, "a").table(101, "a").build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RoutingState.builder()
                        .defaultRoute("10.0.0.1", "eth1", 100)
                        .defaultRoute("10.0.0.2", "eth1", 100)
                        .build())
                .withMessageContaining("two with this destination and metric");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> RoutingState.builder().addRoutes(foreign(ROUTE)).build())
                .withMessageContaining("bears protocol 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RoutingState.builder()
                        .addAddresses(InterfaceAddress.builder()
                                .from(ALIAS)
                                .validLifetime(Duration.ofSeconds(3))
                                .build())
                        .build())
                .withMessageContaining("lifetime");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RoutingState.builder().alias("eth1", "192.0.2.1/24"));
        assertThatIllegalArgumentException().isThrownBy(() -> NamedTable.of(254, "mine"));
        assertThatIllegalArgumentException().isThrownBy(() -> NamedTable.of(100, "main"));
        assertThatIllegalArgumentException().isThrownBy(() -> NamedTable.of(100, "7th"));
    }
}
