package io.github.lvs4j.testkit.net;

import io.github.lvs4j.event.LvsListener;
import io.github.lvs4j.route.InterfaceAddress;
import io.github.lvs4j.route.Link;
import io.github.lvs4j.route.NetworkEvent;
import io.github.lvs4j.route.NetworkStack;
import io.github.lvs4j.route.NetworkState;
import io.github.lvs4j.route.NetworkTopic;
import io.github.lvs4j.route.PolicyRule;
import io.github.lvs4j.route.Route;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A subscriber that believes what it is told. Any thread may call. */
final class Ledger implements LvsListener<NetworkEvent> {

    private final Map<Integer, Link> links = new HashMap<>();
    private final Map<Object, InterfaceAddress> addresses = new HashMap<>();
    private final Set<Route> routes = new HashSet<>();
    private final Set<PolicyRule> rules = new HashSet<>();
    private final List<NetworkEvent> early = new ArrayList<>();
    private boolean begun;

    /** Takes what is there for the beginning; events that came meanwhile are told once more. */
    synchronized void begin(NetworkStack stack, Set<NetworkTopic> topics) {
        NetworkState.EMPTY.eventsTo(NetworkState.read(stack, topics)).forEach(this::put);
        early.forEach(this::put);
        begun = true;
    }

    @Override
    public synchronized void onEvent(NetworkEvent event) {
        if (begun) {
            put(event);
        } else {
            early.add(event);
        }
    }

    private void put(NetworkEvent event) {
        if (event instanceof NetworkEvent.LinkChanged changed) {
            links.put(changed.link().index(), changed.link());
        } else if (event instanceof NetworkEvent.LinkRemoved removed) {
            links.remove(removed.link().index());
        } else if (event instanceof NetworkEvent.AddressAdded added) {
            addresses.put(NetworkState.keyOf(added.address()), added.address());
        } else if (event instanceof NetworkEvent.AddressRemoved removed) {
            addresses.remove(NetworkState.keyOf(removed.address()));
        } else if (event instanceof NetworkEvent.RouteAdded added) {
            routes.add(added.route());
        } else if (event instanceof NetworkEvent.RouteRemoved removed) {
            routes.remove(removed.route());
        } else if (event instanceof NetworkEvent.RuleAdded added) {
            rules.add(added.rule());
        } else if (event instanceof NetworkEvent.RuleRemoved removed) {
            rules.remove(removed.rule());
        }
    }

    /** Whether it believes what is there. */
    synchronized boolean isRight(NetworkStack stack, Set<NetworkTopic> topics) {
        NetworkState believed = new NetworkState(
                List.copyOf(links.values()),
                List.copyOf(addresses.values()),
                List.copyOf(routes),
                List.copyOf(rules),
                List.of());
        return believed.eventsTo(NetworkState.read(stack, topics)).isEmpty();
    }
}
