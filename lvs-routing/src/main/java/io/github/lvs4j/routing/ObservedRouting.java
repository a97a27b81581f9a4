package io.github.lvs4j.routing;

import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.route.InterfaceAddress;
import io.github.lvs4j.route.Link;
import io.github.lvs4j.route.NetworkStack;
import io.github.lvs4j.route.PolicyRule;
import io.github.lvs4j.route.Route;
import java.util.List;
import java.util.Optional;

/**
 * What a host has now.
 *
 * @param links its links
 * @param addresses its addresses, on each link the first of a network first
 * @param routes its routes, of all tables
 * @param rules its policy rules
 */
public record ObservedRouting(
        List<Link> links, List<InterfaceAddress> addresses, List<Route> routes, List<PolicyRule> rules) {

    /** Copies the lists. */
    public ObservedRouting {
        links = List.copyOf(links);
        addresses = List.copyOf(addresses);
        routes = List.copyOf(routes);
        rules = List.copyOf(rules);
    }

    /**
     * Reads everything. Others may change it between the readings; who applies a plan reads again.
     *
     * @param stack where to read
     * @return what is there
     * @throws io.github.lvs4j.error.KernelException if a reading fails
     */
    public static ObservedRouting read(NetworkStack stack) {
        return new ObservedRouting(stack.links(), stack.addresses(), stack.routes(), stack.rules());
    }

    Optional<Link> link(InterfaceName name) {
        return links.stream().filter(link -> link.name().equals(name)).findFirst();
    }
}
