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
import org.jspecify.annotations.Nullable;

/** A subscriber that believes what it is told, and keeps what it was told in vain. Any thread may call. */
final class Ledger implements LvsListener<NetworkEvent> {

    private final Map<Integer, Link> links = new HashMap<>();
    private final Map<Object, InterfaceAddress> addresses = new HashMap<>();
    private final Set<Route> routes = new HashSet<>();
    private final Set<PolicyRule> rules = new HashSet<>();
    private final List<NetworkEvent> early = new ArrayList<>();
    private final Map<Object, NetworkEvent> last = new HashMap<>();
    private final List<String> repetitions = new ArrayList<>();
    private boolean begun;

    /** Takes what is there for the beginning; events that came meanwhile are told once more. */
    synchronized void begin(NetworkStack stack, Set<NetworkTopic> topics) {
        NetworkState.EMPTY.eventsTo(NetworkState.read(stack, topics)).forEach(this::put);
        early.forEach(this::put);
        begun = true;
    }

    /** What was told although it had been told last, and the end of what had no beginning since its end. */
    synchronized List<String> repetitions() {
        return List.copyOf(repetitions);
    }

    private void check(NetworkEvent event) {
        Object subject = subject(event);
        NetworkEvent before = subject == null ? null : last.put(subject, event);
        if (before != null && (isSame(before, event) || (isEnd(before) && isEnd(event)))) {
            repetitions.add(event + " after " + before);
        }
    }

    private static boolean isSame(NetworkEvent before, NetworkEvent event) {
        boolean otherStates = before instanceof NetworkEvent.AddressAdded old
                && event instanceof NetworkEvent.AddressAdded now
                && !old.address().states().equals(now.address().states());
        return before.equals(event) && !otherStates;
    }

    private static boolean isEnd(NetworkEvent event) {
        return event instanceof NetworkEvent.LinkRemoved
                || event instanceof NetworkEvent.AddressRemoved
                || event instanceof NetworkEvent.RouteRemoved
                || event instanceof NetworkEvent.RuleRemoved;
    }

    private static @Nullable Object subject(NetworkEvent event) {
        if (event instanceof NetworkEvent.LinkChanged changed) {
            return changed.link().index();
        } else if (event instanceof NetworkEvent.LinkRemoved removed) {
            return removed.link().index();
        } else if (event instanceof NetworkEvent.AddressAdded added) {
            return added.address().validLifetime().isPresent() ? null : NetworkState.keyOf(added.address());
        } else if (event instanceof NetworkEvent.AddressRemoved removed) {
            return NetworkState.keyOf(removed.address());
        } else if (event instanceof NetworkEvent.RouteAdded added) {
            return added.route();
        } else if (event instanceof NetworkEvent.RouteRemoved removed) {
            return removed.route();
        } else if (event instanceof NetworkEvent.RuleAdded added) {
            return added.rule();
        } else if (event instanceof NetworkEvent.RuleRemoved removed) {
            return removed.rule();
        }
        return null;
    }

    @Override
    public synchronized void onEvent(NetworkEvent event) {
        check(event);
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
