package io.github.lvs4j.testkit.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.error.AlreadyExistsException;
import io.github.lvs4j.error.InvalidRequestException;
import io.github.lvs4j.error.KernelException;
import io.github.lvs4j.error.NotFoundException;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.route.InterfaceAddress;
import io.github.lvs4j.route.Route;
import io.github.lvs4j.route.RouteProtocol;
import io.github.lvs4j.route.RoutingTable;
import java.util.List;
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
}
