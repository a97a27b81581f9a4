package io.github.lvs4j.testkit.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.error.AlreadyExistsException;
import io.github.lvs4j.error.InvalidRequestException;
import io.github.lvs4j.error.KernelException;
import io.github.lvs4j.error.NotFoundException;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.route.InterfaceAddress;
import io.github.lvs4j.route.NextHop;
import io.github.lvs4j.route.Route;
import io.github.lvs4j.route.RouteMetric;
import io.github.lvs4j.route.RouteProtocol;
import io.github.lvs4j.route.RoutingTable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The part of {@link NetworkStackContract} about routes. */
abstract class RouteContract extends AddressContract {

    @Test
    void shouldReadBackRoutes() {
        stack.addAddress(address(ETH1, "192.168.168.236/24"));
        Route network = route("192.168.168.0/24")
                .interfaceName(ETH1)
                .source(IpAddress.parse("192.168.168.236"))
                .build();
        Route gateway = route("0.0.0.0/0")
                .gateway(IpAddress.parse("192.168.168.11"))
                .interfaceName(ETH1)
                .build();
        Route metric = Route.builder().from(gateway).metric(7).build();
        Route onLink = route("203.0.113.0/24")
                .gateway(IpAddress.parse("198.51.100.99"))
                .interfaceName(ETH1)
                .onLink(true)
                .build();
        Route wide = Route.builder()
                .from(gateway)
                .table(new RoutingTable(0xffff_ffffL))
                .build();
        Route blackhole = route("10.0.0.0/8").type(Route.Type.BLACKHOLE).build();
        Route unreachable = route("11.0.0.0/8").type(Route.Type.UNREACHABLE).build();
        Route prohibit = route("12.0.0.0/8").type(Route.Type.PROHIBIT).build();
        Route pass = route("13.0.0.0/8").type(Route.Type.THROW).build();
        List<Route> all = List.of(network, gateway, metric, onLink, wide, blackhole, unreachable, prohibit, pass);
        all.forEach(stack::addRoute);
        assertThat(stack.routes()).containsAll(all);
        all.forEach(stack::removeRoute);
        assertThat(stack.routes()).doesNotContainAnyElementsOf(all);
    }

    @Test
    void shouldReadBackRoutesOfIpv6() {
        stack.addAddress(InterfaceAddress.builder()
                .from(address(ETH1, "2001:db8::2/64"))
                .noDuplicateDetection(true)
                .build());
        Route gateway = route("::/0")
                .gateway(IpAddress.parse("2001:db8::1"))
                .interfaceName(ETH1)
                .build();
        stack.addRoute(gateway);
        // IPv6 knows no metric 0: the kernel takes 1024.
        assertThat(routesOf(TABLE, "::/0"))
                .containsExactly(Route.builder().from(gateway).metric(1024).build());
        assertRefused(AlreadyExistsException.class, "EEXIST", "default", () -> stack.addRoute(gateway));
        stack.removeRoute(gateway);
        assertThat(routesOf(TABLE, "::/0")).isEmpty();
        Route nowhere = route("::/0")
                .gateway(IpAddress.parse("2001:db8:99::1"))
                .interfaceName(ETH1)
                .build();
        assertRefused(KernelException.class, "EHOSTUNREACH", "default", () -> stack.addRoute(nowhere));
    }

    @Test
    void shouldFindTheInterfaceByTheGateway() {
        stack.addAddress(address(ETH1, "192.168.168.236/24"));
        stack.addRoute(
                route("0.0.0.0/0").gateway(IpAddress.parse("192.168.168.11")).build());
        assertThat(routesOf(TABLE, "0.0.0.0/0"))
                .singleElement()
                .satisfies(route -> assertThat(route.interfaceName()).contains(ETH1));
    }

    @Test
    void shouldRefuseRoutesThatCannotBe() {
        stack.addAddress(address(ETH1, "192.168.168.236/24"));
        Route good = route("0.0.0.0/0")
                .gateway(IpAddress.parse("192.168.168.11"))
                .interfaceName(ETH1)
                .build();
        stack.addRoute(good);
        assertRefused(AlreadyExistsException.class, "EEXIST", "default", () -> stack.addRoute(good));
        Route farAway = Route.builder()
                .from(good)
                .metric(1)
                .gateway(IpAddress.parse("198.51.100.1"))
                .build();
        assertRefused(KernelException.class, "ENETUNREACH", "198.51.100.1", () -> stack.addRoute(farAway));
        Route wrongSource = Route.builder()
                .from(good)
                .metric(1)
                .source(IpAddress.parse("198.51.100.1"))
                .build();
        assertRefused(InvalidRequestException.class, "EINVAL", "198.51.100.1", () -> stack.addRoute(wrongSource));
        Route noLink = Route.builder()
                .from(good)
                .metric(1)
                .interfaceName(InterfaceName.of("nosuch"))
                .build();
        assertRefused(NotFoundException.class, "ENODEV", "nosuch", () -> stack.addRoute(noLink));
        stack.setLinkUp(ETH0, false);
        Route downLink = route("10.0.0.0/8").interfaceName(ETH0).build();
        assertRefused(KernelException.class, "ENETDOWN", "10.0.0.0/8", () -> stack.addRoute(downLink));
        assertRefused(
                NotFoundException.class,
                "ESRCH",
                "10.0.0.0/8",
                () -> stack.removeRoute(
                        route("10.0.0.0/8").type(Route.Type.BLACKHOLE).build()));
        assertThat(routesOf(TABLE, "0.0.0.0/0")).containsExactly(good);
    }

    @Test
    void shouldReplaceRoutes() {
        stack.addAddress(address(ETH1, "192.168.168.236/24"));
        Route before = route("0.0.0.0/0")
                .gateway(IpAddress.parse("192.168.168.11"))
                .interfaceName(ETH1)
                .build();
        Route after = Route.builder()
                .from(before)
                .gateway(IpAddress.parse("192.168.168.12"))
                .build();
        stack.replaceRoute(before);
        stack.replaceRoute(after);
        stack.replaceRoute(after);
        assertThat(routesOf(TABLE, "0.0.0.0/0")).containsExactly(after);
    }

    @Test
    void shouldRemoveRoutesByWhatIsSaid() {
        stack.addAddress(address(ETH1, "192.168.168.236/24"));
        Route route = route("0.0.0.0/0")
                .gateway(IpAddress.parse("192.168.168.11"))
                .interfaceName(ETH1)
                .metric(5)
                .build();
        stack.addRoute(route);
        Route otherGateway = Route.builder()
                .from(route)
                .gateway(IpAddress.parse("192.168.168.12"))
                .build();
        assertRefused(NotFoundException.class, "ESRCH", "default", () -> stack.removeRoute(otherGateway));
        Route otherOwner =
                Route.builder().from(route).protocol(RouteProtocol.STATIC).build();
        assertRefused(NotFoundException.class, "ESRCH", "default", () -> stack.removeRoute(otherOwner));
        stack.removeRoute(route("0.0.0.0/0").interfaceName(ETH1).build());
        assertThat(routesOf(TABLE, "0.0.0.0/0")).isEmpty();
    }

    @Test
    void shouldReadBackWhatFewRoutesHave() {
        stack.addAddress(address(ETH1, "192.168.168.236/24"));
        stack.addAddress(InterfaceAddress.builder()
                .from(address(ETH1, "2001:db8::2/64"))
                .noDuplicateDetection(true)
                .build());
        Route path = route("10.0.0.0/8")
                .gateway(IpAddress.parse("192.168.168.11"))
                .interfaceName(ETH1)
                .putMetrics(RouteMetric.MTU, 1400L)
                .putMetrics(RouteMetric.ADVMSS, 1360L)
                .putMetrics(RouteMetric.INITCWND, 20L)
                .build();
        Route service = Route.builder().from(path).metrics(Map.of()).tos(0x10).build();
        Route near = route("11.0.0.0/8").interfaceName(ETH1).scope(0).build();
        Route preferred = route("2001:db8:1::/48")
                .gateway(IpAddress.parse("2001:db8::1"))
                .interfaceName(ETH1)
                .metric(5)
                .preference(Route.Preference.HIGH)
                .putMetrics(RouteMetric.MTU, 1300L)
                .build();
        List<Route> all = List.of(path, service, near, preferred);
        all.forEach(stack::addRoute);
        assertThat(stack.routes()).containsAll(all);
        stack.removeRoute(service);
        assertThat(stack.routes()).contains(path).doesNotContain(service);
        List.of(path, near, preferred).forEach(stack::removeRoute);
        assertThat(stack.routes()).doesNotContainAnyElementsOf(all);
    }

    @Test
    void shouldReadBackRoutesOfSeveralWays() {
        stack.addAddress(address(ETH0, "192.0.2.1/24"));
        stack.addAddress(address(ETH1, "192.168.168.236/24"));
        for (String own : List.of("2001:db8:a::2/64", "2001:db8:b::2/64")) {
            stack.addAddress(InterfaceAddress.builder()
                    .from(address(own.contains("a") ? ETH0 : ETH1, own))
                    .noDuplicateDetection(true)
                    .build());
        }
        Route four = route("0.0.0.0/0")
                .addNextHops(
                        NextHop.via(IpAddress.parse("192.0.2.11"), ETH0).withWeight(3),
                        NextHop.via(IpAddress.parse("192.168.168.11"), ETH1))
                .build();
        Route six = route("2001:db8:1::/48")
                .metric(7)
                .addNextHops(
                        NextHop.via(IpAddress.parse("2001:db8:a::1"), ETH0),
                        NextHop.via(IpAddress.parse("2001:db8:b::1"), ETH1).withWeight(2))
                .build();
        stack.addRoute(four);
        stack.addRoute(six);
        assertThat(stack.routes()).contains(four, six);
        Route other = Route.builder()
                .from(four)
                .nextHops(List.of(four.nextHops().get(1), four.nextHops().get(0)))
                .build();
        stack.replaceRoute(other);
        assertThat(routesOf(TABLE, "0.0.0.0/0")).containsExactly(other);
        stack.removeRoute(other);
        stack.removeRoute(six);
        assertThat(stack.routes()).doesNotContain(four, other, six);
        Route missing = Route.builder()
                .from(four)
                .nextHops(List.of(
                        four.nextHops().get(0), NextHop.via(IpAddress.parse("192.0.2.12"), InterfaceName.of("nosuch"))))
                .build();
        assertRefused(NotFoundException.class, "ENODEV", "nosuch", () -> stack.addRoute(missing));
        Route unreachable = Route.builder()
                .from(four)
                .nextHops(List.of(four.nextHops().get(0), NextHop.via(IpAddress.parse("203.0.113.1"), ETH1)))
                .build();
        assertRefused(KernelException.class, "ENETUNREACH", "203.0.113.1", () -> stack.addRoute(unreachable));
    }
}
