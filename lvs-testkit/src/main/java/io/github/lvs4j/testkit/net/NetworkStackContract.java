package io.github.lvs4j.testkit.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.net.IpPrefix;
import io.github.lvs4j.route.InterfaceAddress;
import io.github.lvs4j.route.NetworkStack;
import io.github.lvs4j.route.PolicyRule;
import io.github.lvs4j.route.Route;
import io.github.lvs4j.route.RoutingTable;
import org.junit.jupiter.api.Test;

/**
 * What every {@link NetworkStack} must do: links, neighbors, addresses, routes, rules and events, and here what hangs together. To
 * check an implementation, extend this and say how to open it.
 */
public abstract class NetworkStackContract extends EventContract {

    /** For subclasses. */
    protected NetworkStackContract() {}

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
    void shouldRefuseWorkOnceClosed() {
        stack.close();
        stack.close();
        assertThatIllegalStateException().isThrownBy(() -> stack.links());
        assertThatIllegalStateException().isThrownBy(() -> stack.addAddress(address(ETH0, "192.0.2.1/24")));
        assertThatIllegalStateException().isThrownBy(() -> stack.subscribe(event -> {}));
    }
}
