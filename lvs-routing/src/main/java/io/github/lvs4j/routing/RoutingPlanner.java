package io.github.lvs4j.routing;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.route.InterfaceAddress;
import io.github.lvs4j.route.Link;
import io.github.lvs4j.route.PolicyRule;
import io.github.lvs4j.route.Route;
import io.github.lvs4j.route.RouteProtocol;
import io.github.lvs4j.route.RoutingTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes one {@link RoutingPlan}. Confined to one thread, used once. */
final class RoutingPlanner {

    private static final Set<RoutingTable> KERNEL_TABLES =
            Set.of(RoutingTable.MAIN, RoutingTable.LOCAL, RoutingTable.DEFAULT);

    private final ObservedRouting observed;
    private final List<RoutingState> earlier;
    private final Set<Matching.AddressPlace> added;
    private final RoutingState desired;
    private final List<RoutingStep> addresses = new ArrayList<>();
    private final List<RoutingStep> routes = new ArrayList<>();
    private final List<RoutingStep> rules = new ArrayList<>();
    private final List<RoutingStep> removals = new ArrayList<>();
    private final List<String> kept = new ArrayList<>();
    private final List<String> waiting = new ArrayList<>();
    private final List<String> conflicts = new ArrayList<>();

    /** Tables of one family that will have a route, and those that will once a link is up. */
    private final Set<FamilyTable> filled = new HashSet<>();

    private final Set<FamilyTable> pending = new HashSet<>();

    private record FamilyTable(AddressFamily family, RoutingTable table) {}

    /**
     * Prepares a plan.
     *
     * @param earlier states that were applied, whole or in part
     * @param added addresses that are ours even without a mark
     */
    RoutingPlanner(
            ObservedRouting observed,
            List<RoutingState> earlier,
            Set<Matching.AddressPlace> added,
            RoutingState desired) {
        this.observed = observed;
        this.earlier = List.copyOf(earlier);
        this.added = Set.copyOf(added);
        this.desired = desired;
    }

    RoutingPlan plan() {
        desired.addresses().forEach(this::want);
        desired.routes().stream()
                .sorted(Comparator.comparing(route -> route.gateway().isPresent()))
                .forEach(this::want);
        observed.routes().forEach(route -> filled.add(new FamilyTable(route.family(), route.table())));
        desired.rules().forEach(this::want);
        removeRules();
        removeRoutes();
        removeAddresses();
        if (!conflicts.isEmpty()) {
            throw new RoutingConflictException(conflicts);
        }
        List<RoutingStep> steps = new ArrayList<>(addresses);
        steps.addAll(routes);
        steps.addAll(rules);
        steps.addAll(removals);
        return new RoutingPlan(steps, kept, waiting);
    }

    private void want(InterfaceAddress wanted) {
        if (observed.link(wanted.interfaceName()).isEmpty()) {
            waiting.add("address " + wanted.prefix() + ": there is no interface " + wanted.interfaceName());
            return;
        }
        Optional<InterfaceAddress> present = observed.addresses().stream()
                .filter(address -> Matching.placeOf(address).equals(Matching.placeOf(wanted)))
                .findFirst();
        InterfaceAddress marked = InterfaceAddress.builder()
                .from(wanted)
                .protocol(RouteProtocol.LVS4J)
                .build();
        if (present.isEmpty()) {
            addresses.add(new RoutingStep.AddAddress(marked));
        } else if (!isOurs(present.get())) {
            keepOrRefuse(present.get(), wanted);
        } else if (!Matching.serves(present.get(), wanted)) {
            refuseIfOthersDependOn(present.get());
            addresses.add(new RoutingStep.RemoveAddress(present.get()));
            addresses.add(new RoutingStep.AddAddress(marked));
        }
    }

    private void keepOrRefuse(InterfaceAddress present, InterfaceAddress wanted) {
        String what = "address " + present.prefix() + " on " + present.interfaceName();
        if (present.validLifetime().isPresent()) {
            conflicts.add(what + " is there with a lifetime that somebody else refreshes; choose another address");
        } else {
            kept.add(what + ", which somebody else added"
                    + (Matching.serves(present, wanted) ? "" : "; its label, broadcast or scope differ"));
        }
    }

    private void want(Route wanted) {
        FamilyTable table = new FamilyTable(wanted.family(), wanted.table());
        List<Route> inPlace = observed.routes().stream()
                .filter(route -> Matching.placeOf(route).equals(Matching.placeOf(wanted)))
                .toList();
        Optional<Route> serving =
                inPlace.stream().filter(route -> Matching.serves(route, wanted)).findFirst();
        Optional<Route> foreign = inPlace.stream()
                .filter(route -> !Matching.isOurs(route.protocol()))
                .findFirst();
        if (serving.isPresent()) {
            if (!Matching.isOurs(serving.get().protocol())) {
                kept.add("route " + serving.get() + " of protocol "
                        + serving.get().protocol().number());
            }
            return;
        }
        if (foreign.isPresent()) {
            conflicts.add("route " + wanted + " meets " + foreign.get() + " of protocol "
                    + foreign.get().protocol().number() + "; remove that one, or choose another table or metric");
            return;
        }
        Optional<String> obstacle = wanted.interfaceName().flatMap(this::obstacle);
        if (obstacle.isPresent()) {
            waiting.add("route " + wanted + ": " + obstacle.get());
            pending.add(table);
            return;
        }
        filled.add(table);
        routes.add(inPlace.isEmpty() ? new RoutingStep.AddRoute(wanted) : new RoutingStep.ReplaceRoute(wanted));
    }

    private Optional<String> obstacle(InterfaceName name) {
        Optional<Link> link = observed.link(name);
        if (link.isEmpty()) {
            return Optional.of("there is no interface " + name);
        }
        return link.get().up() ? Optional.empty() : Optional.of("interface " + name + " is down; set it up");
    }

    private void want(PolicyRule wanted) {
        List<PolicyRule> inPlace = observed.rules().stream()
                .filter(rule -> Matching.placeOf(rule).equals(Matching.placeOf(wanted)))
                .toList();
        Optional<PolicyRule> serving =
                inPlace.stream().filter(rule -> Matching.serves(rule, wanted)).findFirst();
        Optional<PolicyRule> foreign = inPlace.stream()
                .filter(rule -> !Matching.isOurs(rule.protocol()) && !Matching.serves(rule, wanted))
                .findFirst();
        if (foreign.isPresent()) {
            conflicts.add("rule " + wanted + " meets " + foreign.get() + " of protocol "
                    + foreign.get().protocol().number() + "; remove that one, or choose another priority");
            return;
        }
        if (serving.isPresent()) {
            if (!Matching.isOurs(serving.get().protocol())) {
                kept.add("rule " + serving.get() + " of protocol "
                        + serving.get().protocol().number());
            }
            return;
        }
        FamilyTable table = new FamilyTable(wanted.family(), wanted.table());
        boolean findsRoutes = wanted.action() != PolicyRule.Action.LOOKUP
                || KERNEL_TABLES.contains(wanted.table())
                || filled.contains(table);
        if (findsRoutes) {
            rules.add(new RoutingStep.AddRule(wanted));
        } else if (pending.contains(table)) {
            waiting.add("rule " + wanted + ": its table is still empty");
        } else {
            conflicts.add("rule " + wanted + " looks up table " + desired.nameOf(wanted.table()) + ", which has no "
                    + wanted.family() + " route; add one to the state");
        }
    }

    private Set<RoutingTable> ownTables() {
        Set<RoutingTable> own = new LinkedHashSet<>(desired.ownTables());
        earlier.forEach(state -> own.addAll(state.ownTables()));
        return own;
    }

    private void removeRules() {
        Set<RoutingTable> own = ownTables();
        for (PolicyRule rule : observed.rules()) {
            boolean known = earlier.stream()
                    .flatMap(state -> state.rules().stream())
                    .anyMatch(before -> Matching.serves(rule, before));
            boolean inScope = known || (rule.action() == PolicyRule.Action.LOOKUP && own.contains(rule.table()));
            boolean wanted = desired.rules().stream().anyMatch(other -> Matching.serves(rule, other));
            if (Matching.isOurs(rule.protocol()) && inScope && !wanted) {
                removals.add(new RoutingStep.RemoveRule(rule));
            }
        }
    }

    private void removeRoutes() {
        Set<RoutingTable> own = ownTables();
        for (Route route : observed.routes()) {
            boolean known = earlier.stream()
                    .flatMap(state -> state.routes().stream())
                    .anyMatch(before -> Matching.placeOf(before).equals(Matching.placeOf(route)));
            boolean wanted = desired.routes().stream()
                    .anyMatch(other -> Matching.placeOf(other).equals(Matching.placeOf(route)));
            if (!Matching.isOurs(route.protocol()) || wanted || !(known || own.contains(route.table()))) {
                continue;
            }
            Optional<PolicyRule> user = foreignUserOf(route);
            if (user.isPresent()) {
                kept.add("route " + route + ", because rule " + user.get() + " of protocol "
                        + user.get().protocol().number() + " looks its table up");
            } else {
                removals.add(new RoutingStep.RemoveRoute(route));
            }
        }
    }

    /** A rule of somebody else that would look up an emptied table. */
    private Optional<PolicyRule> foreignUserOf(Route route) {
        if (KERNEL_TABLES.contains(route.table())
                || desired.routes().stream()
                        .anyMatch(other -> other.table().equals(route.table()) && other.family() == route.family())) {
            return Optional.empty();
        }
        return observed.rules().stream()
                .filter(rule -> rule.family() == route.family()
                        && rule.action() == PolicyRule.Action.LOOKUP
                        && rule.table().equals(route.table())
                        && !Matching.isOurs(rule.protocol()))
                .findFirst();
    }

    /** The last first: secondary addresses before the primary one, which would take them along. */
    private void removeAddresses() {
        List<RoutingStep> gone = new ArrayList<>();
        for (InterfaceAddress address : observed.addresses()) {
            boolean known = earlier.stream()
                    .flatMap(state -> state.addresses().stream())
                    .anyMatch(before -> Matching.placeOf(before).equals(Matching.placeOf(address)));
            boolean wanted = desired.addresses().stream()
                    .anyMatch(other -> Matching.placeOf(other).equals(Matching.placeOf(address)));
            if (known && !wanted && isOurs(address)) {
                refuseIfOthersDependOn(address);
                gone.add(0, new RoutingStep.RemoveAddress(address));
            }
        }
        removals.addAll(gone);
    }

    private boolean isOurs(InterfaceAddress address) {
        return Matching.isOurs(address.protocol())
                || (address.protocol().equals(RouteProtocol.UNSPECIFIED) && added.contains(Matching.placeOf(address)));
    }

    private void refuseIfOthersDependOn(InterfaceAddress address) {
        List<InterfaceAddress> network = observed.addresses().stream()
                .filter(other -> other.interfaceName().equals(address.interfaceName())
                        && other.prefix().family() == AddressFamily.INET
                        && other.prefix().network().equals(address.prefix().network()))
                .toList();
        boolean first = !network.isEmpty() && network.get(0).equals(address);
        if (!first) {
            return;
        }
        network.stream().filter(other -> !isOurs(other)).findFirst().ifPresent(other -> {
            conflicts.add("address " + address.prefix() + " on " + address.interfaceName()
                    + " is the first of its network, and the kernel would remove " + other.prefix()
                    + " of somebody else with it; remove that one first, or leave this one in the state");
        });
    }
}
