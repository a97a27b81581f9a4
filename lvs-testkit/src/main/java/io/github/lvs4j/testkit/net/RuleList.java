package io.github.lvs4j.testkit.net;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.route.NetworkEvent;
import io.github.lvs4j.route.PolicyRule;
import io.github.lvs4j.route.RouteProtocol;
import io.github.lvs4j.route.RoutingTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Policy rules as net/core/fib_rules.c keeps them. Guarded by the lock of all namespaces. */
final class RuleList {

    private final Consumer<NetworkEvent> events;
    private final List<PolicyRule> rules = new ArrayList<>();

    RuleList(Consumer<NetworkEvent> events) {
        this.events = events;
        rules.add(initial(AddressFamily.INET, 0, RoutingTable.LOCAL));
        rules.add(initial(AddressFamily.INET, 32766, RoutingTable.MAIN));
        rules.add(initial(AddressFamily.INET, 32767, RoutingTable.DEFAULT));
        rules.add(initial(AddressFamily.INET6, 0, RoutingTable.LOCAL));
        rules.add(initial(AddressFamily.INET6, 32766, RoutingTable.MAIN));
    }

    private static PolicyRule initial(AddressFamily family, long priority, RoutingTable table) {
        return PolicyRule.builder()
                .family(family)
                .priority(priority)
                .table(table)
                .protocol(RouteProtocol.KERNEL)
                .build();
    }

    List<PolicyRule> all() {
        return List.copyOf(rules);
    }

    void add(PolicyRule rule) {
        String operation = "add rule " + rule;
        // rule_exists() of fib_rules.c looks neither at the protocol nor at the inversion.
        if (rules.stream().anyMatch(other -> selectorAndAction(other).equals(selectorAndAction(rule)))) {
            throw NetworkRefusals.exists(operation);
        }
        int place = 0;
        while (place < rules.size() && !isAfter(rules.get(place), rule)) {
            place++;
        }
        rules.add(place, rule);
        events.accept(new NetworkEvent.RuleAdded(rule));
    }

    void remove(PolicyRule rule) {
        if (!rules.remove(rule)) {
            throw NetworkRefusals.noRule("remove rule " + rule);
        }
        events.accept(new NetworkEvent.RuleRemoved(rule));
    }

    private static boolean isAfter(PolicyRule present, PolicyRule added) {
        int byFamily = present.family().compareTo(added.family());
        return byFamily > 0 || (byFamily == 0 && present.priority() > added.priority());
    }

    private static PolicyRule selectorAndAction(PolicyRule rule) {
        return PolicyRule.builder()
                .from(rule)
                .protocol(RouteProtocol.UNSPECIFIED)
                .inverted(false)
                .build();
    }
}
