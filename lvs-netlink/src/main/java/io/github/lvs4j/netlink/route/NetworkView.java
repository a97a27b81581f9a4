package io.github.lvs4j.netlink.route;

import io.github.lvs4j.net.IpPrefix;
import io.github.lvs4j.route.InterfaceAddress;
import io.github.lvs4j.route.Link;
import io.github.lvs4j.route.Neighbor;
import io.github.lvs4j.route.NetworkState;
import io.github.lvs4j.route.NetworkTopic;
import io.github.lvs4j.route.PolicyRule;
import io.github.lvs4j.route.Route;
import io.github.lvs4j.route.RoutingTable;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a subscriber was told, and of which topics it may be out of date: what the kernel changed without a word, and what a
 * message does not say clearly, is for a reading to find. Confined to one thread.
 */
final class NetworkView {

    private final Set<NetworkTopic> topics;
    private final Set<NetworkTopic> stale = EnumSet.noneOf(NetworkTopic.class);
    private final Map<Integer, Link> links = new LinkedHashMap<>();
    private final Map<Object, InterfaceAddress> addresses = new LinkedHashMap<>();
    private final Map<RoutePlace, Set<Route>> routes = new HashMap<>();
    private final Set<PolicyRule> rules = new LinkedHashSet<>();
    private final Map<Object, Neighbor> neighbors = new LinkedHashMap<>();

    /** Where one route stands, or several that the kernel tells apart by their ways. */
    private record RoutePlace(RoutingTable table, IpPrefix destination, int tos, long metric) {
        static RoutePlace of(Route route) {
            return new RoutePlace(route.table(), route.destination(), route.tos(), route.metric());
        }
    }

    NetworkView(Set<NetworkTopic> topics) {
        this.topics = EnumSet.noneOf(NetworkTopic.class);
        this.topics.addAll(topics);
    }

    boolean covers(NetworkTopic topic) {
        return topics.contains(topic);
    }

    /** What a reading must look at besides the links. */
    Set<NetworkTopic> stale() {
        return stale;
    }

    void distrust(NetworkTopic topic) {
        if (covers(topic)) {
            stale.add(topic);
        }
    }

    void distrustAll() {
        stale.addAll(topics);
    }

    /** What was told. */
    NetworkState told() {
        List<Route> all = new ArrayList<>();
        routes.values().forEach(all::addAll);
        return new NetworkState(
                List.copyOf(links.values()),
                List.copyOf(addresses.values()),
                all,
                List.copyOf(rules),
                List.copyOf(neighbors.values()));
    }

    /** Takes what was read, of all topics, for what is told; nothing is stale then. */
    void replace(NetworkState present) {
        links.clear();
        present.links().forEach(link -> links.put(link.index(), link));
        addresses.clear();
        present.addresses().forEach(this::put);
        routes.clear();
        present.routes().forEach(this::add);
        rules.clear();
        rules.addAll(present.rules());
        neighbors.clear();
        present.neighbors().forEach(this::put);
        stale.clear();
    }

    /** A link appeared or changed. With its name, what stands on it is called otherwise; down, it loses routes. */
    void put(Link link) {
        Link before = links.put(link.index(), link);
        if (before == null) {
            return;
        }
        if (!before.name().equals(link.name())) {
            distrust(NetworkTopic.ADDRESSES);
            distrust(NetworkTopic.NEIGHBORS);
            distrust(NetworkTopic.ROUTES);
        } else if (before.up() && !link.up()) {
            distrust(NetworkTopic.ROUTES);
        }
    }

    /** A link is gone; says whether it was told of. */
    boolean remove(Link link) {
        distrust(NetworkTopic.ADDRESSES);
        distrust(NetworkTopic.NEIGHBORS);
        distrust(NetworkTopic.ROUTES);
        return links.remove(link.index()) != null;
    }

    void put(InterfaceAddress address) {
        if (covers(NetworkTopic.ADDRESSES)) {
            addresses.put(NetworkState.keyOf(address), address);
        }
    }

    /** An address is gone, and IPv4 routes with it; says whether it was told of. */
    boolean remove(InterfaceAddress address) {
        distrust(NetworkTopic.ROUTES);
        return addresses.remove(NetworkState.keyOf(address)) != null;
    }

    /**
     * A route was put in another's place.
     *
     * @return the one that was there, if it is certain which
     */
    List<Route> displacedBy(Route route) {
        Set<Route> there = routes.getOrDefault(RoutePlace.of(route), Set.of());
        if (there.size() == 1 && !there.contains(route)) {
            List<Route> gone = List.copyOf(there);
            there.clear();
            return gone;
        }
        if (there.size() > 1) {
            distrust(NetworkTopic.ROUTES);
        }
        return List.of();
    }

    /** A route was added; beside another in its place, it may have become one way of that. */
    void add(Route route) {
        Set<Route> there = routes.computeIfAbsent(RoutePlace.of(route), place -> new LinkedHashSet<>(2));
        if (there.add(route) && there.size() > 1) {
            distrust(NetworkTopic.ROUTES);
        }
    }

    /** A route is gone, or one way of it; says whether it was told of. */
    boolean remove(Route route) {
        RoutePlace place = RoutePlace.of(route);
        Set<Route> there = routes.get(place);
        if (there == null) {
            return false;
        }
        boolean known = there.remove(route);
        if (there.isEmpty()) {
            routes.remove(place);
        }
        if (!known || route.type() == Route.Type.OTHER) {
            distrust(NetworkTopic.ROUTES);
        }
        return known;
    }

    void add(PolicyRule rule) {
        rules.add(rule);
    }

    /** A rule is gone; says whether it was told of. */
    boolean remove(PolicyRule rule) {
        if (rule.action() == PolicyRule.Action.OTHER) {
            distrust(NetworkTopic.RULES); // another one may look the same
        }
        return rules.remove(rule);
    }

    void put(Neighbor neighbor) {
        neighbors.put(NetworkState.keyOf(neighbor), neighbor);
    }

    /** A neighbor is gone; says whether it was told of. */
    boolean remove(Neighbor neighbor) {
        return neighbors.remove(NetworkState.keyOf(neighbor)) != null;
    }
}
