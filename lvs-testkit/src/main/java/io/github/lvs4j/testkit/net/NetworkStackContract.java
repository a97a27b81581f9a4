package io.github.lvs4j.testkit.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.lvs4j.error.AlreadyExistsException;
import io.github.lvs4j.error.NotFoundException;
import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.FirewallMark;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.net.IpPrefix;
import io.github.lvs4j.route.InterfaceAddress;
import io.github.lvs4j.route.Link;
import io.github.lvs4j.route.NetworkEvent;
import io.github.lvs4j.route.NetworkStack;
import io.github.lvs4j.route.PolicyRule;
import io.github.lvs4j.route.Route;
import io.github.lvs4j.route.RouteProtocol;
import io.github.lvs4j.route.RoutingTable;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * What every {@link NetworkStack} must do: links and addresses, routes, and here rules, what hangs together, and events. To check
 * an implementation, extend this and say how to open it.
 */
public abstract class NetworkStackContract extends RouteContract {

    /** For subclasses. */
    protected NetworkStackContract() {}

    @Test
    void shouldReadBackRulesInTheOrderOfTheirPriorities() {
        assertThat(rules(AddressFamily.INET)).extracting(PolicyRule::priority).containsExactly(0L, 32766L, 32767L);
        assertThat(rules(AddressFamily.INET6)).extracting(PolicyRule::priority).containsExactly(0L, 32766L);
        PolicyRule late = rule(32000, "192.168.168.238/32").build();
        PolicyRule early = rule(100, "192.168.168.0/24")
                .destination(IpPrefix.parse("10.0.0.0/8"))
                .mark(new FirewallMark(0xffff_ffffL))
                .incomingInterface(ETH1)
                .table(new RoutingTable(0xffff_ffffL))
                .build();
        PolicyRule prohibit = PolicyRule.builder()
                .family(AddressFamily.INET)
                .priority(200)
                .destination(IpPrefix.parse("11.0.0.0/8"))
                .action(PolicyRule.Action.PROHIBIT)
                .build();
        PolicyRule ipv6 = rule(32000, "2001:db8::/64").build();
        List.of(late, early, prohibit, ipv6).forEach(stack::addRule);
        List<PolicyRule> ipv4 = rules(AddressFamily.INET);
        assertThat(ipv4).hasSize(6);
        assertThat(ipv4.get(1)).isEqualTo(early);
        assertThat(ipv4.get(2)).satisfies(read -> {
            assertThat(read.action()).isEqualTo(PolicyRule.Action.PROHIBIT);
            assertThat(read.destination()).contains(IpPrefix.parse("11.0.0.0/8"));
        });
        assertThat(ipv4.get(3)).isEqualTo(late);
        assertThat(rules(AddressFamily.INET6).get(1)).isEqualTo(ipv6);
        List.of(late, early, prohibit, ipv6).forEach(stack::removeRule);
        assertThat(stack.rules()).hasSize(5);
    }

    @Test
    void shouldRefuseRulesThatAreThereOrNowhere() {
        PolicyRule rule = rule(100, "192.168.168.238/32").build();
        stack.addRule(rule);
        assertRefused(AlreadyExistsException.class, "EEXIST", "192.168.168.238", () -> stack.addRule(rule));
        PolicyRule foreign =
                PolicyRule.builder().from(rule).protocol(RouteProtocol.STATIC).build();
        assertRefused(NotFoundException.class, "ENOENT", "192.168.168.238", () -> stack.removeRule(foreign));
        PolicyRule elsewhere = PolicyRule.builder().from(rule).priority(101).build();
        assertRefused(NotFoundException.class, "ENOENT", "192.168.168.238", () -> stack.removeRule(elsewhere));
        stack.addRule(elsewhere);
        stack.removeRule(rule);
        assertThat(rules(AddressFamily.INET)).contains(elsewhere).doesNotContain(rule);
    }

    @Test
    void shouldLoseRoutesAndIpv6AddressesWhenALinkGoesDown() throws Exception {
        stack.addAddress(address(ETH1, "192.168.168.236/24"));
        stack.addAddress(InterfaceAddress.builder()
                .from(address(ETH1, "2001:db8::2/64"))
                .noDuplicateDetection(true)
                .build());
        stack.addRoute(route("0.0.0.0/0")
                .gateway(IpAddress.parse("192.168.168.11"))
                .interfaceName(ETH1)
                .build());
        stack.addRoute(route("10.0.0.0/8").type(Route.Type.BLACKHOLE).build());
        stack.addRoute(route("::/0")
                .gateway(IpAddress.parse("2001:db8::1"))
                .interfaceName(ETH1)
                .build());
        PolicyRule rule = rule(100, "192.168.168.238/32").build();
        stack.addRule(rule);
        stack.setLinkUp(ETH1, false);
        assertThat(prefixesOn(ETH1)).containsExactly("192.168.168.236/24");
        assertThat(routesOf(TABLE, "0.0.0.0/0")).isEmpty();
        assertThat(routesOf(TABLE, "::/0")).isEmpty();
        assertThat(routesOf(RoutingTable.MAIN, "192.168.168.0/24")).isEmpty();
        assertThat(routesOf(RoutingTable.LOCAL, "192.168.168.236/32")).hasSize(1);
        assertThat(routesOf(TABLE, "10.0.0.0/8")).hasSize(1);
        assertThat(stack.rules()).contains(rule);
        stack.setLinkUp(ETH1, true);
        await(
                "the connected route is back",
                () -> routesOf(RoutingTable.MAIN, "192.168.168.0/24").size() == 1);
        assertThat(routesOf(TABLE, "0.0.0.0/0")).isEmpty();
        assertThat(prefixesOn(ETH1)).containsExactly("192.168.168.236/24");
    }

    @Test
    void shouldLoseRoutesWithTheAddressTheyStandOn() {
        stack.addAddress(address(ETH1, "192.168.168.236/24"));
        stack.addAddress(address(ETH1, "198.51.100.1/32"));
        Route main = Route.builder()
                .destination(IpPrefix.parse("10.0.0.0/8"))
                .interfaceName(ETH1)
                .source(IpAddress.parse("198.51.100.1"))
                .build();
        Route other = Route.builder().from(main).table(TABLE).build();
        stack.addRoute(main);
        stack.addRoute(other);
        stack.removeAddress(address(ETH1, "198.51.100.1/32"));
        assertThat(routesOf(RoutingTable.MAIN, "10.0.0.0/8")).isEmpty();
        assertThat(routesOf(TABLE, "10.0.0.0/8")).containsExactly(other);
        stack.removeAddress(address(ETH1, "192.168.168.236/24"));
        assertThat(routesOf(TABLE, "10.0.0.0/8"))
                .as("the link's last address takes its routes along")
                .isEmpty();
    }

    @Test
    void shouldTellOfChanges() throws Exception {
        BlockingQueue<NetworkEvent> events = new LinkedBlockingQueue<>();
        NetworkStack.Subscription subscription = stack.subscribe(events::add);
        InterfaceAddress address = address(ETH0, "192.0.2.1/24");
        Route blackhole = route("10.0.0.0/8").type(Route.Type.BLACKHOLE).build();
        PolicyRule rule = rule(100, "192.0.2.1/32").build();
        stack.addAddress(address);
        await(events, NetworkEvent.AddressAdded.class, event -> event.address().equals(address));
        await(
                events,
                NetworkEvent.RouteAdded.class,
                event -> event.route().destination().equals(IpPrefix.parse("192.0.2.0/24")));
        stack.addRoute(blackhole);
        await(events, NetworkEvent.RouteAdded.class, event -> event.route().equals(blackhole));
        stack.addRule(rule);
        await(events, NetworkEvent.RuleAdded.class, event -> event.rule().equals(rule));
        stack.removeRule(rule);
        await(events, NetworkEvent.RuleRemoved.class, event -> event.rule().equals(rule));
        stack.removeRoute(blackhole);
        await(events, NetworkEvent.RouteRemoved.class, event -> event.route().equals(blackhole));
        stack.removeAddress(address);
        await(
                events,
                NetworkEvent.AddressRemoved.class,
                event -> event.address().equals(address));
        stack.setLinkUp(ETH0, false);
        await(
                events,
                NetworkEvent.LinkChanged.class,
                event -> event.link().name().equals(ETH0) && !event.link().up());
        stack.setLinkUp(ETH0, true);
        await(
                events,
                NetworkEvent.LinkChanged.class,
                event -> event.link().name().equals(ETH0) && event.link().isUsable());
        subscription.close();
        subscription.close();
    }

    @Test
    @SuppressWarnings("try") // the subscription is closed and not otherwise used
    void shouldCallListenersBackIntoTheStack() throws Exception {
        BlockingQueue<Optional<Link>> seen = new LinkedBlockingQueue<>();
        try (NetworkStack.Subscription subscription = stack.subscribe(event -> seen.add(stack.link(ETH0)))) {
            stack.addAddress(address(ETH0, "192.0.2.1/24"));
            assertThat(seen.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isNotNull();
        }
    }

    @Test
    void shouldRefuseWorkOnceClosed() {
        stack.close();
        stack.close();
        assertThatIllegalStateException().isThrownBy(() -> stack.links());
        assertThatIllegalStateException().isThrownBy(() -> stack.addAddress(address(ETH0, "192.0.2.1/24")));
        assertThatIllegalStateException().isThrownBy(() -> stack.subscribe(event -> {}));
    }
}
