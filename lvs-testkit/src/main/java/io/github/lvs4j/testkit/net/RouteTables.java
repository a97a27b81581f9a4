package io.github.lvs4j.testkit.net;

import io.github.lvs4j.error.KernelException;
import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.route.NetworkEvent;
import io.github.lvs4j.route.NextHop;
import io.github.lvs4j.route.Route;
import io.github.lvs4j.route.RoutingTable;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Routes of all tables as net/ipv4/fib_semantics.c and net/ipv6/route.c keep them. Guarded by the lock of all namespaces.
 */
final class RouteTables {

    /** IP6_RT_PRIO_USER of linux/ipv6_route.h: what IPv6 takes for an unset metric. */
    private static final long IPV6_METRIC = 1024;

    private final Consumer<NetworkEvent> events;
    private final List<Route> routes = new ArrayList<>();

    RouteTables(Consumer<NetworkEvent> events) {
        this.events = events;
    }

    List<Route> all() {
        return List.copyOf(routes);
    }

    /** What the namespace says about a link. */
    enum LinkState {
        MISSING,
        DOWN,
        UP
    }

    /** What a route needs to know of the rest of the namespace. */
    interface Surroundings {
        LinkState state(InterfaceName name);

        boolean hasAddress(InetAddress address);
    }

    void add(Route wanted, Surroundings around) {
        String operation = "add route " + wanted;
        Route route = complete(operation, wanted, around);
        if (find(route).isPresent()) {
            throw NetworkRefusals.exists(operation);
        }
        append(route);
    }

    void replace(Route wanted, Surroundings around) {
        Route route = complete("replace route " + wanted, wanted, around);
        Optional<Route> present = find(route);
        if (present.isEmpty()) {
            append(route);
            return;
        }
        routes.set(routes.indexOf(present.get()), route);
        if (!present.get().equals(route)) {
            events.accept(new NetworkEvent.RouteRemoved(present.get()));
        }
        events.accept(new NetworkEvent.RouteAdded(route));
    }

    /** Adds one of the kernel's own. */
    void append(Route route) {
        if (!routes.contains(route)) {
            routes.add(route);
            events.accept(new NetworkEvent.RouteAdded(route));
        }
    }

    void remove(Route pattern, Surroundings around) {
        String operation = "remove route " + pattern;
        pattern.interfaceName().ifPresent(name -> {
            if (around.state(name) == LinkState.MISSING) {
                throw NetworkRefusals.noLink(operation, name);
            }
        });
        Route found = routes.stream()
                .filter(route -> matches(pattern, route))
                .findFirst()
                .orElseThrow(() -> NetworkRefusals.noRoute(operation));
        removeIf(found::equals);
    }

    void removeIf(Predicate<Route> which) {
        List<Route> gone = routes.stream().filter(which).toList();
        routes.removeAll(gone);
        gone.forEach(route -> events.accept(new NetworkEvent.RouteRemoved(route)));
    }

    /** A link has another name. */
    void rename(InterfaceName name, InterfaceName newName) {
        replaceAll(route -> {
            Route.Builder renamed = Route.builder()
                    .from(route)
                    .interfaceName(route.interfaceName().map(was -> was.equals(name) ? newName : was))
                    .nextHops(route.nextHops().stream()
                            .map(hop -> new NextHop(
                                    hop.gateway(),
                                    hop.interfaceName().map(was -> was.equals(name) ? newName : was),
                                    hop.weight(),
                                    hop.onLink()))
                            .toList());
            return renamed.build();
        });
    }

    private void replaceAll(UnaryOperator<Route> change) {
        for (Route route : List.copyOf(routes)) {
            Route changed = change.apply(route);
            if (!changed.equals(route)) {
                routes.set(routes.indexOf(route), changed);
                events.accept(new NetworkEvent.RouteRemoved(route));
                events.accept(new NetworkEvent.RouteAdded(changed));
            }
        }
    }

    /** IPv6 keeps a route whose preferred source goes, and forgets the source (rt6_remove_prefsrc). */
    void forgetSource(InetAddress source) {
        replaceAll(route -> route.source().filter(source::equals).isPresent()
                ? Route.builder().from(route).source(Optional.empty()).build()
                : route);
    }

    private Optional<Route> find(Route route) {
        return routes.stream()
                .filter(other -> other.table().equals(route.table())
                        && other.destination().equals(route.destination())
                        && other.tos() == route.tos()
                        && other.metric() == route.metric())
                .findFirst();
    }

    private static boolean matches(Route pattern, Route route) {
        return pattern.destination().equals(route.destination())
                && pattern.table().equals(route.table())
                && pattern.type() == route.type()
                && pattern.protocol().equals(route.protocol())
                && pattern.tos() == route.tos()
                && (pattern.scope().isEmpty() || pattern.scope().equals(route.scope()))
                && (pattern.nextHops().isEmpty() || pattern.nextHops().equals(route.nextHops()))
                && (pattern.metrics().isEmpty() || pattern.metrics().equals(route.metrics()))
                && (pattern.metric() == 0 || pattern.metric() == route.metric())
                && (pattern.gateway().isEmpty() || pattern.gateway().equals(route.gateway()))
                && (pattern.source().isEmpty() || pattern.source().equals(route.source()))
                && (pattern.interfaceName().isEmpty() || pattern.interfaceName().equals(route.interfaceName()));
    }

    private Route complete(String operation, Route wanted, Surroundings around) {
        boolean ipv6 = wanted.family() == AddressFamily.INET6;
        Route.Builder route = Route.builder().from(wanted);
        if (ipv6 && wanted.metric() == 0) {
            route.metric(IPV6_METRIC);
        }
        wanted.source().ifPresent(source -> {
            if (!around.hasAddress(source)) {
                throw NetworkRefusals.invalid(operation, ipv6 ? "Invalid source address." : "Invalid prefsrc address.");
            }
        });
        if (wanted.type() != Route.Type.UNICAST) {
            return ipv6 && wanted.interfaceName().isEmpty()
                    ? route.interfaceName(InterfaceName.of("lo")).build()
                    : route.build();
        }
        wanted.interfaceName().ifPresent(name -> checkLink(operation, name, around));
        if (!wanted.nextHops().isEmpty()) {
            return route.nextHops(wanted.nextHops().stream()
                            .map(hop -> complete(operation, wanted, hop, around))
                            .toList())
                    .build();
        }
        if (wanted.gateway().isPresent()
                && !(wanted.onLink() && wanted.interfaceName().isPresent())) {
            route.interfaceName(
                    deviceTowards(operation, wanted, wanted.gateway().get()));
        }
        return route.build();
    }

    private static void checkLink(String operation, InterfaceName name, Surroundings around) {
        LinkState state = around.state(name);
        if (state == LinkState.MISSING) {
            throw NetworkRefusals.noLink(operation, name);
        }
        if (state == LinkState.DOWN) {
            throw NetworkRefusals.linkDown(operation);
        }
    }

    private NextHop complete(String operation, Route wanted, NextHop hop, Surroundings around) {
        hop.interfaceName().ifPresent(name -> checkLink(operation, name, around));
        if (hop.gateway().isEmpty() || (hop.onLink() && hop.interfaceName().isPresent())) {
            return hop;
        }
        Route alone = Route.builder()
                .from(wanted)
                .nextHops(List.of())
                .gateway(hop.gateway())
                .interfaceName(hop.interfaceName())
                .build();
        InterfaceName device = deviceTowards(operation, alone, hop.gateway().get());
        return new NextHop(hop.gateway(), Optional.of(device), hop.weight(), hop.onLink());
    }

    private InterfaceName deviceTowards(String operation, Route wanted, InetAddress gateway) {
        KernelException unreachable = wanted.family() == AddressFamily.INET
                ? NetworkRefusals.invalidGateway4(operation)
                : NetworkRefusals.invalidGateway6(operation);
        return routes.stream()
                .filter(route -> route.type() == Route.Type.UNICAST
                        && route.gateway().isEmpty()
                        && route.destination().contains(gateway)
                        && (wanted.interfaceName().isEmpty()
                                || wanted.interfaceName().equals(route.interfaceName())))
                .max(Comparator.comparing((Route route) -> route.destination().length()))
                .flatMap(Route::interfaceName)
                .orElseThrow(() -> unreachable);
    }

    static boolean isLocal(Route route) {
        return route.table().equals(RoutingTable.LOCAL);
    }

    /** Whether a route, with all its ways, goes through a link. */
    static boolean isThrough(Route route, InterfaceName name) {
        if (route.nextHops().isEmpty()) {
            return route.interfaceName().filter(name::equals).isPresent();
        }
        return route.nextHops().stream()
                .allMatch(hop -> hop.interfaceName().filter(name::equals).isPresent());
    }
}
