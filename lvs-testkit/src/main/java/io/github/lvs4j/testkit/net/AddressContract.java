package io.github.lvs4j.testkit.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.error.AlreadyExistsException;
import io.github.lvs4j.error.NotFoundException;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.net.IpPrefix;
import io.github.lvs4j.route.InterfaceAddress;
import io.github.lvs4j.route.Link;
import io.github.lvs4j.route.NetworkEvent;
import io.github.lvs4j.route.NetworkStack;
import io.github.lvs4j.route.Route;
import io.github.lvs4j.route.RouteProtocol;
import io.github.lvs4j.route.RoutingTable;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/** The part of {@link NetworkStackContract} about addresses, and about links as they are. */
abstract class AddressContract extends NeighborContract {

    @Test
    void shouldReadLinks() {
        assertThat(stack.links()).extracting(link -> link.name().value()).contains("lo", "eth0", "eth1");
        assertThat(stack.links()).extracting(Link::index).isSorted();
        Link eth0 = stack.link(ETH0).orElseThrow();
        assertThat(eth0.isUsable()).isTrue();
        assertThat(eth0.mtu()).isEqualTo(1500);
        assertThat(stack.links()).contains(eth0);
        assertThat(stack.link(InterfaceName.of("nosuch"))).isEmpty();
    }

    @Test
    void shouldSetLinksDownAndUp() throws Exception {
        stack.setLinkUp(ETH0, false);
        assertThat(stack.link(ETH0)).hasValueSatisfying(link -> {
            assertThat(link.up()).isFalse();
            assertThat(link.carrier()).isFalse();
        });
        stack.setLinkUp(ETH0, true);
        await("eth0 is usable", () -> stack.link(ETH0).orElseThrow().isUsable());
        InterfaceName missing = InterfaceName.of("nosuch");
        assertRefused(NotFoundException.class, "ENODEV", "nosuch", () -> stack.setLinkUp(missing, true));
    }

    @Test
    void shouldReadBackAnAddressWithItsAttributes() {
        InterfaceAddress alias = InterfaceAddress.builder()
                .interfaceName(ETH1)
                .prefix(IpPrefix.parse("192.168.168.238/24"))
                .label("eth1:1")
                .broadcast(IpAddress.parse("192.168.168.255"))
                .build();
        stack.addAddress(alias);
        assertThat(stack.addresses()).contains(alias);
        InterfaceAddress link = InterfaceAddress.builder()
                .interfaceName(ETH1)
                .prefix(IpPrefix.parse("169.254.7.1/32"))
                .scope(253)
                .build();
        stack.addAddress(link);
        assertThat(stack.addresses()).contains(link);
        stack.removeAddress(alias);
        assertThat(prefixesOn(ETH1)).containsExactly("169.254.7.1/32");
    }

    @Test
    void shouldKeepTheMarkOfAnAddress() {
        InterfaceAddress marked = InterfaceAddress.builder()
                .from(address(ETH0, "192.0.2.1/32"))
                .protocol(RouteProtocol.LVS4J)
                .build();
        stack.addAddress(marked);
        assertThat(stack.addresses()).contains(marked);
    }

    @Test
    void shouldReadBackAnAddressOfIpv6() {
        InterfaceAddress address = InterfaceAddress.builder()
                .from(address(ETH0, "2001:db8::1/64"))
                .noDuplicateDetection(true)
                .build();
        stack.addAddress(address);
        assertThat(prefixesOn(ETH0)).containsExactly("2001:db8::1/64");
        assertThat(routesOf(RoutingTable.MAIN, "2001:db8::/64"))
                .singleElement()
                .satisfies(route -> assertThat(route.protocol()).isEqualTo(RouteProtocol.KERNEL));
        stack.removeAddress(address);
        assertThat(prefixesOn(ETH0)).isEmpty();
        assertThat(routesOf(RoutingTable.MAIN, "2001:db8::/64")).isEmpty();
    }

    @Test
    void shouldRefuseAddressesThatAreThereOrNowhere() {
        stack.addAddress(address(ETH0, "192.0.2.1/24"));
        assertRefused(
                AlreadyExistsException.class,
                "EEXIST",
                "192.0.2.1/24",
                () -> stack.addAddress(address(ETH0, "192.0.2.1/24")));
        stack.addAddress(address(ETH0, "192.0.2.1/32"));
        stack.addAddress(address(ETH1, "192.0.2.1/24"));
        assertRefused(
                NotFoundException.class,
                "EADDRNOTAVAIL",
                "192.0.2.9/24",
                () -> stack.removeAddress(address(ETH0, "192.0.2.9/24")));
        InterfaceName missing = InterfaceName.of("nosuch");
        assertRefused(
                NotFoundException.class, "ENODEV", "nosuch", () -> stack.addAddress(address(missing, "192.0.2.1/24")));
        assertRefused(
                NotFoundException.class,
                "ENODEV",
                "nosuch",
                () -> stack.removeAddress(address(missing, "192.0.2.1/24")));
    }

    @Test
    void shouldDrawRoutesAfterAnAddress() {
        stack.addAddress(address(ETH0, "192.0.2.1/24"));
        assertThat(routesOf(RoutingTable.MAIN, "192.0.2.0/24")).singleElement().satisfies(route -> {
            assertThat(route.protocol()).isEqualTo(RouteProtocol.KERNEL);
            assertThat(route.interfaceName()).contains(ETH0);
            assertThat(route.source()).contains(IpAddress.parse("192.0.2.1"));
        });
        assertThat(routesOf(RoutingTable.LOCAL, "192.0.2.1/32"))
                .singleElement()
                .satisfies(route -> assertThat(route.type()).isEqualTo(Route.Type.LOCAL));
        stack.addAddress(address(ETH0, "198.51.100.1/32"));
        assertThat(routesOf(RoutingTable.MAIN, "198.51.100.1/32")).isEmpty();
        stack.removeAddress(address(ETH0, "192.0.2.1/24"));
        assertThat(routesOf(RoutingTable.MAIN, "192.0.2.0/24")).isEmpty();
        assertThat(routesOf(RoutingTable.LOCAL, "192.0.2.1/32")).isEmpty();
    }

    @Test
    void shouldRemoveTheOthersOfANetworkWithItsFirstAddress() {
        stack.addAddress(address(ETH0, "192.0.2.1/24"));
        stack.addAddress(address(ETH0, "192.0.2.2/24"));
        stack.addAddress(address(ETH0, "192.0.2.3/32"));
        stack.addAddress(address(ETH0, "198.51.100.1/24"));
        assertThat(prefixesOn(ETH0))
                .containsSubsequence("192.0.2.1/24", "192.0.2.2/24")
                .hasSize(4);
        stack.removeAddress(address(ETH0, "192.0.2.1/24"));
        assertThat(prefixesOn(ETH0)).containsExactlyInAnyOrder("192.0.2.3/32", "198.51.100.1/24");
        assertThat(routesOf(RoutingTable.LOCAL, "192.0.2.2/32")).isEmpty();
    }

    @Test
    void shouldKeepTheFirstAddressWhenAnotherGoes() {
        stack.addAddress(address(ETH0, "192.0.2.1/24"));
        stack.addAddress(address(ETH0, "192.0.2.2/24"));
        stack.removeAddress(address(ETH0, "192.0.2.2/24"));
        assertThat(prefixesOn(ETH0)).containsExactly("192.0.2.1/24");
        assertThat(routesOf(RoutingTable.MAIN, "192.0.2.0/24")).hasSize(1);
    }

    @Test
    @SuppressWarnings("try") // the subscription is closed and not otherwise used
    void shouldEndLifetimesUnlessTheyAreRefreshed() throws Exception {
        InterfaceAddress lease = InterfaceAddress.builder()
                .from(address(ETH0, "192.0.2.1/32"))
                .validLifetime(Duration.ofSeconds(2))
                .build();
        InterfaceAddress refreshed = InterfaceAddress.builder()
                .from(address(ETH0, "192.0.2.2/32"))
                .validLifetime(Duration.ofSeconds(2))
                .build();
        BlockingQueue<NetworkEvent> events = new LinkedBlockingQueue<>();
        try (NetworkStack.Subscription subscription = stack.subscribe(events::add)) {
            stack.addAddress(lease);
            stack.replaceAddress(refreshed);
            assertThat(stack.addresses())
                    .filteredOn(address -> address.prefix().equals(lease.prefix()))
                    .singleElement()
                    .satisfies(held -> assertThat(held.validLifetime().orElseThrow())
                            .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2)));
            pass(Duration.ofMillis(1200));
            stack.replaceAddress(refreshed);
            pass(Duration.ofMillis(1300));
            await("the lease has ended", () -> !prefixesOn(ETH0).contains("192.0.2.1/32"));
            assertThat(prefixesOn(ETH0)).containsExactly("192.0.2.2/32");
            await(
                    events,
                    NetworkEvent.AddressRemoved.class,
                    event -> event.address().prefix().equals(lease.prefix()));
        }
    }

    @Test
    void shouldMakeALeaseLastForEver() {
        InterfaceAddress lease = InterfaceAddress.builder()
                .from(address(ETH0, "192.0.2.1/32"))
                .validLifetime(Duration.ofSeconds(60))
                .build();
        stack.addAddress(lease);
        stack.replaceAddress(address(ETH0, "192.0.2.1/32"));
        assertThat(stack.addresses()).contains(address(ETH0, "192.0.2.1/32"));
    }

    @Test
    void shouldReadBackTheOtherEndOfAPointToPointLink() {
        InterfaceAddress end = InterfaceAddress.builder()
                .from(address(ETH0, "192.0.2.1/32"))
                .peer(IpAddress.parse("192.0.2.2"))
                .build();
        stack.addAddress(end);
        stack.addAddress(address(ETH0, "192.0.2.1/32"));
        assertThat(stack.addresses()).contains(end, address(ETH0, "192.0.2.1/32"));
        assertThat(routesOf(RoutingTable.MAIN, "192.0.2.2/32"))
                .singleElement()
                .satisfies(route -> assertThat(route.source()).contains(IpAddress.parse("192.0.2.1")));
        stack.removeAddress(end);
        assertThat(stack.addresses()).contains(address(ETH0, "192.0.2.1/32")).doesNotContain(end);
        assertThat(routesOf(RoutingTable.MAIN, "192.0.2.2/32")).isEmpty();
    }

    @Test
    void shouldLeaveTheRouteToANetworkOutOnDemandOrGiveItAMetric() {
        InterfaceAddress quiet = InterfaceAddress.builder()
                .from(address(ETH0, "192.0.2.1/24"))
                .noPrefixRoute(true)
                .build();
        InterfaceAddress ranked = InterfaceAddress.builder()
                .from(address(ETH1, "198.51.100.1/24"))
                .routeMetric(77)
                .build();
        stack.addAddress(quiet);
        stack.addAddress(ranked);
        assertThat(stack.addresses()).contains(quiet, ranked);
        assertThat(routesOf(RoutingTable.MAIN, "192.0.2.0/24")).isEmpty();
        assertThat(routesOf(RoutingTable.MAIN, "198.51.100.0/24"))
                .extracting(Route::metric)
                .containsExactly(77L);
    }

    @Test
    void shouldSayWhatTheKernelSaysOfAnAddress() {
        stack.addAddress(address(ETH0, "192.0.2.1/24"));
        stack.addAddress(address(ETH0, "192.0.2.2/24"));
        InterfaceAddress lease = InterfaceAddress.builder()
                .from(address(ETH0, "198.51.100.1/32"))
                .validLifetime(Duration.ofSeconds(60))
                .build();
        InterfaceAddress deprecated = InterfaceAddress.builder()
                .from(address(ETH0, "2001:db8::1/128"))
                .noDuplicateDetection(true)
                .preferredLifetime(Duration.ZERO)
                .homeAddress(true)
                .build();
        stack.addAddress(lease);
        stack.addAddress(deprecated);
        assertThat(stack.addresses()).contains(deprecated);
        assertThat(statesOf("192.0.2.1/24")).containsExactly(InterfaceAddress.State.PERMANENT);
        assertThat(statesOf("192.0.2.2/24"))
                .containsExactlyInAnyOrder(InterfaceAddress.State.PERMANENT, InterfaceAddress.State.SECONDARY);
        assertThat(statesOf("198.51.100.1/32")).isEmpty();
        assertThat(statesOf("2001:db8::1/128")).contains(InterfaceAddress.State.DEPRECATED);
        assertThat(stack.addresses())
                .filteredOn(address -> address.interfaceName().equals(ETH0)
                        && !address.prefix().toString().startsWith("fe80:"))
                .allMatch(InterfaceAddress::isUsable);
    }

    private Set<InterfaceAddress.State> statesOf(String prefix) {
        return stack.addresses().stream()
                .filter(address -> address.prefix().equals(IpPrefix.parse(prefix)))
                .findFirst()
                .orElseThrow()
                .states();
    }
}
