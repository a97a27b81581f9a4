package io.github.lvs4j.netlink.route;

import io.github.lvs4j.net.IpPrefix;
import io.github.lvs4j.route.InterfaceAddress;
import io.github.lvs4j.route.Link;
import io.github.lvs4j.route.Neighbor;
import io.github.lvs4j.route.NetworkEvent;
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
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A state as events make it, and of which topics it may be out of date: what the kernel changes without a word, and what a
 * message does not say clearly, is for a reading to find. Every event passes {@link #put}, which knows whether it is news.
 * Confined to one thread.
 */
final class NetworkView {

    private final Set<NetworkTopic> topics;
    private final Set<NetworkTopic> stale = EnumSet.noneOf(NetworkTopic.class);
    private final LinkNames names = new LinkNames(List.of());
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

    /**
     * A view.
     *
     * @param topics what it keeps, besides links, which other messages name by number
     * @param state to begin with; nothing of it is doubted
     */
    NetworkView(Set<NetworkTopic> topics, NetworkState state) {
        this.topics = EnumSet.noneOf(NetworkTopic.class);
        this.topics.addAll(topics);
        NetworkState.EMPTY.eventsTo(state).forEach(this::put);
        stale.clear();
    }

    boolean covers(NetworkTopic topic) {
        return topics.contains(topic);
    }

    /** The names of the links as they are in this view. */
    LinkNames names() {
        return names;
    }

    /** What a reading must look at besides the links; a copy. */
    Set<NetworkTopic> stale() {
        return EnumSet.copyOf(stale);
    }

    boolean isDoubted() {
        return !stale.isEmpty();
    }

    void distrust(NetworkTopic topic) {
        if (covers(topic)) {
            stale.add(topic);
        }
    }

    void distrustAll() {
        stale.addAll(topics);
    }

    /** Forgets the doubts, because what they are about was read. */
    void trust() {
        stale.clear();
    }

    /** What it has of some topics. */
    NetworkState state(Set<NetworkTopic> wanted) {
        List<Route> all = new ArrayList<>();
        if (wanted.contains(NetworkTopic.ROUTES)) {
            routes.values().forEach(all::addAll);
        }
        return new NetworkState(
                wanted.contains(NetworkTopic.LINKS) ? List.copyOf(links.values()) : List.of(),
                wanted.contains(NetworkTopic.ADDRESSES) ? List.copyOf(addresses.values()) : List.of(),
                all,
                wanted.contains(NetworkTopic.RULES) ? List.copyOf(rules) : List.of(),
                wanted.contains(NetworkTopic.NEIGHBORS) ? List.copyOf(neighbors.values()) : List.of());
    }

    /**
     * Takes an event in, and doubts what may have changed with it.
     *
     * @param event of a message or a reading
     * @return whether it says anything that was not so already
     */
    boolean put(NetworkEvent event) {
        if (event instanceof NetworkEvent.LinkChanged changed) {
            return put(changed.link());
        } else if (event instanceof NetworkEvent.LinkRemoved removed) {
            return remove(removed.link());
        } else if (event instanceof NetworkEvent.AddressAdded added) {
            return put(added.address());
        } else if (event instanceof NetworkEvent.AddressRemoved removed) {
            return remove(removed.address());
        } else if (event instanceof NetworkEvent.RouteAdded added) {
            return add(added.route());
        } else if (event instanceof NetworkEvent.RouteRemoved removed) {
            return remove(removed.route());
        } else if (event instanceof NetworkEvent.RuleAdded added) {
            return rules.add(added.rule());
        } else if (event instanceof NetworkEvent.RuleRemoved removed) {
            return rules.remove(removed.rule());
        } else if (event instanceof NetworkEvent.NeighborChanged changed) {
            Neighbor neighbor = changed.neighbor();
            return !neighbor.equals(neighbors.put(NetworkState.keyOf(neighbor), neighbor));
        } else if (event instanceof NetworkEvent.NeighborRemoved removed) {
            return neighbors.remove(NetworkState.keyOf(removed.neighbor())) != null;
        }
        return true;
    }

    /** With a link's name, what stands on it is called otherwise; down, it loses routes. */
    private boolean put(Link link) {
        names.put(link);
        Link before = links.put(link.index(), link);
        if (before == null) {
            return true;
        }
        if (!before.name().equals(link.name())) {
            distrust(NetworkTopic.ADDRESSES);
            distrust(NetworkTopic.NEIGHBORS);
            distrust(NetworkTopic.ROUTES);
        } else if (before.up() && !link.up()) {
            distrust(NetworkTopic.ROUTES);
        }
        return !before.equals(link);
    }

    private boolean remove(Link link) {
        distrust(NetworkTopic.ADDRESSES);
        distrust(NetworkTopic.NEIGHBORS);
        distrust(NetworkTopic.ROUTES);
        names.remove(link.index());
        return links.remove(link.index()) != null;
    }

    private boolean put(InterfaceAddress address) {
        if (!covers(NetworkTopic.ADDRESSES)) {
            return false;
        }
        return isNews(addresses.put(NetworkState.keyOf(address), address), address);
    }

    /** A lifetime of the same length as before begins anew, and so ends later. */
    private static boolean isNews(@Nullable InterfaceAddress before, InterfaceAddress now) {
        return before == null
                || now.validLifetime().isPresent()
                || now.preferredLifetime().isPresent()
                || !now.equals(before)
                || !now.states().equals(before.states());
    }

    /** With an address, IPv4 routes go. */
    private boolean remove(InterfaceAddress address) {
        distrust(NetworkTopic.ROUTES);
        return addresses.remove(NetworkState.keyOf(address)) != null;
    }

    /**
     * A route is put in another's place.
     *
     * @return the one that is there, if it is certain which
     */
    Optional<Route> displacedBy(Route route) {
        Set<Route> there = routes.getOrDefault(RoutePlace.of(route), Set.of());
        if (there.size() > 1) {
            distrust(NetworkTopic.ROUTES);
        }
        return there.size() == 1 && !there.contains(route)
                ? Optional.of(there.iterator().next())
                : Optional.empty();
    }

    /** A route beside another in its place may have become one way of that. */
    private boolean add(Route route) {
        Set<Route> there = routes.computeIfAbsent(RoutePlace.of(route), place -> new LinkedHashSet<>(2));
        boolean news = there.add(route);
        if (news && there.size() > 1) {
            distrust(NetworkTopic.ROUTES);
        }
        return news;
    }

    /** A route that is not there may have been one way of another. */
    private boolean remove(Route route) {
        RoutePlace place = RoutePlace.of(route);
        Set<Route> there = routes.getOrDefault(place, Set.of());
        if (!there.contains(route)) {
            distrust(NetworkTopic.ROUTES);
            return false;
        }
        there.remove(route);
        if (there.isEmpty()) {
            routes.remove(place);
        }
        return true;
    }
}
