package io.github.lvs4j.vrrp.port;

import io.github.lvs4j.vrrp.VirtualRouter;
import java.util.List;

/** Moves no routes. Stateless. */
final class NoRoutes implements VirtualRouteBinder {

    @Override
    public void prepare(List<VirtualRouter> routers) {
        for (VirtualRouter router : routers) {
            if (!router.virtualRoutes().isEmpty() || !router.virtualRules().isEmpty()) {
                throw new IllegalArgumentException("virtual router " + router.name()
                        + " has virtual routes or rules, which these ports do not move: supply VrrpPorts.routes()");
            }
        }
    }

    @Override
    public void bind(VirtualRouter router) {
        // there are none
    }

    @Override
    public void unbind(VirtualRouter router) {
        // there are none
    }

    @Override
    public List<String> missing(VirtualRouter router) {
        return List.of();
    }
}
