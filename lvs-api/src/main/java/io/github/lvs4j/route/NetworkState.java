package io.github.lvs4j.route;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What a namespace has, or that part of it which somebody wants to know. Immutable.
 *
 * @param links its links
 * @param addresses its addresses
 * @param routes its routes
 * @param rules its policy rules
 * @param neighbors its neighbors
 */
public record NetworkState(
        List<Link> links,
        List<InterfaceAddress> addresses,
        List<Route> routes,
        List<PolicyRule> rules,
        List<Neighbor> neighbors) {

    /** Nothing. */
    public static final NetworkState EMPTY = new NetworkState(List.of(), List.of(), List.of(), List.of(), List.of());

    /** Copies the lists. */
    public NetworkState {
        links = List.copyOf(links);
        addresses = List.copyOf(addresses);
        routes = List.copyOf(routes);
        rules = List.copyOf(rules);
        neighbors = List.copyOf(neighbors);
    }

    /**
     * Reads what there is. Others may change it between the readings.
     *
     * @param stack where to read
     * @param topics what to read; the rest stays empty
     * @return what was there
     * @throws io.github.lvs4j.error.KernelException if a reading fails
     */
    public static NetworkState read(NetworkStack stack, Set<NetworkTopic> topics) {
        return new NetworkState(
                topics.contains(NetworkTopic.LINKS) ? stack.links() : List.of(),
                topics.contains(NetworkTopic.ADDRESSES) ? stack.addresses() : List.of(),
                topics.contains(NetworkTopic.ROUTES) ? stack.routes() : List.of(),
                topics.contains(NetworkTopic.RULES) ? stack.rules() : List.of(),
                topics.contains(NetworkTopic.NEIGHBORS) ? stack.neighbors() : List.of());
    }

    /**
     * Reads everything.
     *
     * @param stack where to read
     * @return what was there
     * @throws io.github.lvs4j.error.KernelException if a reading fails
     */
    public static NetworkState read(NetworkStack stack) {
        return read(stack, EnumSet.allOf(NetworkTopic.class));
    }

    /**
     * The changes that lead from this state to another: removals first, rules before the routes that they look up and
     * addresses before their link, then what is new or changed, the other way round. That lifetimes have grown shorter is no
     * change.
     *
     * @param present the other state
     * @return empty if there is no difference
     */
    public List<NetworkEvent> eventsTo(NetworkState present) {
        List<NetworkEvent> events = new ArrayList<>();
        removed(rules, present.rules, rule -> rule, NetworkEvent.RuleRemoved::new, events);
        removed(routes, present.routes, route -> route, NetworkEvent.RouteRemoved::new, events);
        removed(neighbors, present.neighbors, NetworkState::keyOf, NetworkEvent.NeighborRemoved::new, events);
        removed(addresses, present.addresses, NetworkState::keyOf, NetworkEvent.AddressRemoved::new, events);
        removed(links, present.links, Link::index, NetworkEvent.LinkRemoved::new, events);
        added(links, present.links, link -> link, NetworkEvent.LinkChanged::new, events);
        added(addresses, present.addresses, NetworkState::lasting, NetworkEvent.AddressAdded::new, events);
        added(neighbors, present.neighbors, neighbor -> neighbor, NetworkEvent.NeighborChanged::new, events);
        added(routes, present.routes, route -> route, NetworkEvent.RouteAdded::new, events);
        added(rules, present.rules, rule -> rule, NetworkEvent.RuleAdded::new, events);
        return events;
    }

    /** Those whose identity is no longer there. */
    private static <T> void removed(
            List<T> before,
            List<T> after,
            Function<T, Object> identity,
            Function<T, NetworkEvent> event,
            List<NetworkEvent> into) {
        Set<Object> there = new HashSet<>();
        after.forEach(value -> there.add(identity.apply(value)));
        Map<Object, T> gone = new LinkedHashMap<>();
        before.forEach(value -> gone.put(identity.apply(value), value));
        gone.keySet().removeAll(there);
        gone.values().forEach(value -> into.add(event.apply(value)));
    }

    /** Those that were not there as they are. */
    private static <T> void added(
            List<T> before,
            List<T> after,
            Function<T, Object> content,
            Function<T, NetworkEvent> event,
            List<NetworkEvent> into) {
        Set<Object> known = new HashSet<>();
        before.forEach(value -> known.add(content.apply(value)));
        for (T value : new LinkedHashSet<>(after)) {
            if (!known.contains(content.apply(value))) {
                into.add(event.apply(value));
            }
        }
    }

    private record AddressKey(Object link, Object prefix, Optional<?> peer) {}

    /**
     * What tells an address from others: a changed one is told without a removal.
     *
     * @param address of a link
     * @return equal for the same address on the same link
     */
    public static Object keyOf(InterfaceAddress address) {
        return new AddressKey(address.interfaceName(), address.prefix(), address.peer());
    }

    private record NeighborKey(Object link, Object address, boolean proxy) {}

    /**
     * What tells a neighbor from others: a changed one is told without a removal.
     *
     * @param neighbor of a link
     * @return equal for the same address on the same link
     */
    public static Object keyOf(Neighbor neighbor) {
        return new NeighborKey(neighbor.interfaceName(), neighbor.address(), neighbor.isProxy());
    }

    private record Lasting(
            InterfaceAddress address, Set<InterfaceAddress.State> states, boolean valid, boolean prefer) {}

    private static Object lasting(InterfaceAddress address) {
        boolean valid = address.validLifetime().isPresent();
        boolean preferred = address.preferredLifetime().isPresent();
        InterfaceAddress timeless = !valid && !preferred
                ? address
                : InterfaceAddress.builder()
                        .from(address)
                        .validLifetime(Optional.empty())
                        .preferredLifetime(Optional.empty())
                        .build();
        return new Lasting(timeless, address.states(), valid, preferred);
    }
}
