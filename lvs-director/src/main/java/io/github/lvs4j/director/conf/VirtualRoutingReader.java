package io.github.lvs4j.director.conf;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.FirewallMark;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.net.IpPrefix;
import io.github.lvs4j.route.PolicyRule;
import io.github.lvs4j.route.Route;
import io.github.lvs4j.route.RoutingTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code virtual_routes} and {@code virtual_rules}: what directors use of the grammar of {@code ip route} and {@code ip rule}. A
 * line with another word is refused as a whole, for half a route leads elsewhere.
 */
final class VirtualRoutingReader {

    private static final Map<String, Route.Type> TYPES = Map.of(
            "unicast", Route.Type.UNICAST,
            "blackhole", Route.Type.BLACKHOLE,
            "unreachable", Route.Type.UNREACHABLE,
            "prohibit", Route.Type.PROHIBIT,
            "throw", Route.Type.THROW);

    final List<Route> routes = new ArrayList<>();
    final List<PolicyRule> rules = new ArrayList<>();

    void routes(Arguments block) {
        for (Statement line : block.children()) {
            Line words = new Line(new Arguments(line, block.report()), line.name());
            words.arguments.checked(line.position(), () -> route(words)).ifPresent(routes::add);
        }
    }

    void rules(Arguments block) {
        for (Statement line : block.children()) {
            Line words = new Line(new Arguments(line, block.report()), line.name());
            words.arguments.checked(line.position(), () -> rule(words)).ifPresent(rules::add);
        }
    }

    private static Route route(Line line) {
        Route.Builder route = Route.builder();
        Optional<String> destination = Optional.empty();
        Optional<String> gateway = Optional.empty();
        for (Optional<String> next = line.next(); next.isPresent(); next = line.next()) {
            String word = next.get();
            switch (word) {
                case "to" -> destination = Optional.of(line.after(word));
                case "via", "gw" -> gateway = Optional.of(line.after(word));
                case "dev", "oif" -> route.interfaceName(InterfaceName.of(line.after(word)));
                case "src" -> route.source(IpAddress.parse(line.after(word)));
                case "table" -> route.table(table(line.after(word)));
                case "metric", "priority", "preference" -> route.metric(Long.parseLong(line.after(word)));
                case "scope" -> route.scope(scope(line.after(word)));
                case "onlink" -> route.onLink(true);
                case "no_track" -> {}
                default -> {
                    if (TYPES.containsKey(word)) {
                        route.type(TYPES.get(word));
                    } else if (destination.isEmpty()) {
                        destination = Optional.of(word);
                    } else {
                        throw line.unknown(word);
                    }
                }
            }
        }
        String to = destination.orElseThrow(() -> new IllegalArgumentException("a virtual route needs a destination"));
        boolean six =
                to.contains(":") || gateway.filter(via -> via.contains(":")).isPresent();
        gateway.ifPresent(via -> route.gateway(IpAddress.parse(via)));
        return route.destination(IpPrefix.parse(to.equals("default") ? (six ? "::/0" : "0.0.0.0/0") : to))
                .build();
    }

    private static PolicyRule rule(Line line) {
        PolicyRule.Builder rule = PolicyRule.builder();
        boolean six = false;
        boolean placed = false;
        for (Optional<String> next = line.next(); next.isPresent(); next = line.next()) {
            String word = next.get();
            switch (word) {
                case "from", "to" -> {
                    String prefix = line.after(word);
                    six |= prefix.contains(":");
                    if (!prefix.equals("all") && word.equals("from")) {
                        rule.source(IpPrefix.parse(prefix));
                    } else if (!prefix.equals("all")) {
                        rule.destination(IpPrefix.parse(prefix));
                    }
                }
                case "inet6" -> six = true;
                case "inet", "no_track" -> {}
                case "fwmark" ->
                    rule.mark(new FirewallMark(Long.decode(line.after(word)).intValue()));
                case "iif", "dev" -> rule.incomingInterface(InterfaceName.of(line.after(word)));
                case "oif" -> rule.outgoingInterface(InterfaceName.of(line.after(word)));
                case "table", "lookup" -> rule.table(table(line.after(word)));
                case "priority", "preference", "pref", "order" -> {
                    rule.priority(Long.parseLong(line.after(word)));
                    placed = true;
                }
                default -> throw line.unknown(word);
            }
        }
        if (!placed) {
            throw new IllegalArgumentException("a virtual rule needs a priority here; add priority NUMBER");
        }
        return rule.family(six ? AddressFamily.INET6 : AddressFamily.INET).build();
    }

    private static RoutingTable table(String text) {
        return switch (text) {
            case "main" -> RoutingTable.MAIN;
            case "local" -> RoutingTable.LOCAL;
            case "default" -> RoutingTable.DEFAULT;
            default -> {
                if (!text.matches("[0-9]{1,10}")) {
                    throw new IllegalArgumentException("routing table \"" + text + "\" is no number; write its number");
                }
                yield new RoutingTable(Long.parseLong(text));
            }
        };
    }

    private static int scope(String text) {
        return switch (text) {
            case "global" -> 0;
            case "site" -> 200;
            case "link" -> 253;
            case "host" -> 254;
            default -> Integer.parseInt(text);
        };
    }

    /** The words of a line, its name first. */
    private static final class Line {
        private final Arguments arguments;
        private Optional<String> first;

        Line(Arguments arguments, String name) {
            this.arguments = arguments;
            this.first = Optional.of(name);
        }

        Optional<String> next() {
            Optional<String> next = first;
            first = Optional.empty();
            return next.isPresent() || !arguments.hasNext() ? next : arguments.text("a word");
        }

        String after(String word) {
            return next().orElseThrow(() -> new IllegalArgumentException("\"" + word + "\" needs a value"));
        }

        IllegalArgumentException unknown(String word) {
            arguments.skip();
            return new IllegalArgumentException(
                    "\"" + word + "\" is not supported in virtual routes and rules; remove it,"
                            + " or add the route outside this file");
        }
    }
}
