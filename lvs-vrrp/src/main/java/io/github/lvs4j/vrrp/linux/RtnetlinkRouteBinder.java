package io.github.lvs4j.vrrp.linux;

import io.github.lvs4j.error.AlreadyExistsException;
import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.route.NetworkStack;
import io.github.lvs4j.route.PolicyRule;
import io.github.lvs4j.route.Route;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.port.VirtualRouteBinder;
import java.util.ArrayList;
import java.util.List;

/**
 * Virtual routes and rules over a {@link NetworkStack}. What bears our protocol number is ours; another's in the same place is
 * neither replaced nor removed. Any thread may call.
 */
public final class RtnetlinkRouteBinder implements VirtualRouteBinder {

    private static final long IPV6_METRIC = 1024; // IP6_RT_PRIO_USER of linux/ipv6_route.h, taken for 0

    private final NetworkStack stack;

    /**
     * A binder.
     *
     * @param stack whose routes and rules; stays the caller's
     */
    public RtnetlinkRouteBinder(NetworkStack stack) {
        this.stack = stack;
    }

    @Override
    public void prepare(List<VirtualRouter> routers) {
        Attempts attempts = new Attempts();
        if (routers.stream().anyMatch(router -> !router.virtualRoutes().isEmpty())) {
            stack.routes().stream()
                    .filter(found -> routers.stream()
                            .flatMap(router -> router.virtualRoutes().stream())
                            .anyMatch(route -> isInPlaceOf(found, route)))
                    .forEach(left -> attempts.removal(() -> stack.removeRoute(left)));
        }
        for (VirtualRouter router : routers) {
            router.virtualRules().forEach(rule -> attempts.removal(() -> stack.removeRule(rule)));
        }
        attempts.end();
    }

    @Override
    public void bind(VirtualRouter router) {
        Attempts attempts = new Attempts();
        router.virtualRoutes().forEach(route -> attempts.make(() -> add(route)));
        router.virtualRules().forEach(rule -> attempts.make(() -> add(rule)));
        attempts.end();
    }

    @Override
    public void unbind(VirtualRouter router) {
        Attempts attempts = new Attempts();
        for (int i = router.virtualRules().size() - 1; i >= 0; i--) {
            PolicyRule rule = router.virtualRules().get(i);
            attempts.removal(() -> stack.removeRule(rule));
        }
        for (int i = router.virtualRoutes().size() - 1; i >= 0; i--) {
            Route route = router.virtualRoutes().get(i);
            attempts.removal(() -> stack.removeRoute(route));
        }
        attempts.end();
    }

    @Override
    public List<String> missing(VirtualRouter router) {
        List<String> missing = new ArrayList<>();
        if (!router.virtualRoutes().isEmpty()) {
            List<Route> present = stack.routes();
            for (Route route : router.virtualRoutes()) {
                if (present.stream().noneMatch(found -> serves(found, route))) {
                    missing.add("route " + route);
                }
            }
        }
        if (!router.virtualRules().isEmpty()) {
            List<PolicyRule> present = stack.rules();
            for (PolicyRule rule : router.virtualRules()) {
                if (!present.contains(rule)) {
                    missing.add("rule " + rule);
                }
            }
        }
        return missing;
    }

    private void add(Route route) {
        try {
            stack.addRoute(route);
        } catch (AlreadyExistsException there) {
            if (stack.routes().stream().noneMatch(found -> serves(found, route))) {
                throw there;
            }
        }
    }

    private void add(PolicyRule rule) {
        try {
            stack.addRule(rule);
        } catch (AlreadyExistsException there) {
            if (!stack.rules().contains(rule)) {
                throw there;
            }
        }
    }

    /** What the virtual route leaves open does not count. */
    private static boolean serves(Route found, Route route) {
        return isInPlaceOf(found, route)
                && found.type() == route.type()
                && found.gateway().equals(route.gateway())
                && (route.source().isEmpty() || found.source().equals(route.source()))
                && (route.interfaceName().isEmpty() || found.interfaceName().equals(route.interfaceName()))
                && found.nextHops().size() == route.nextHops().size();
    }

    /** Of ours, and where the kernel accepts no second one. */
    private static boolean isInPlaceOf(Route found, Route route) {
        boolean open = route.family() == AddressFamily.INET6 && route.metric() == 0;
        return found.protocol().equals(route.protocol())
                && found.destination().equals(route.destination())
                && found.table().equals(route.table())
                && found.tos() == route.tos()
                && found.metric() == (open ? IPV6_METRIC : route.metric());
    }
}
