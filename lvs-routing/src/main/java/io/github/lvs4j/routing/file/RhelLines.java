package io.github.lvs4j.routing.file;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.route.PolicyRule;
import io.github.lvs4j.route.Route;
import io.github.lvs4j.route.RoutingTable;
import io.github.lvs4j.routing.RoutingState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Lines of {@code route-DEV} and {@code rule-DEV} files, and how they go with those that are there. Each line that is neither
 * blank nor a comment is handed to {@code ip route add} or {@code ip rule add} as it stands (ifup-routes of initscripts).
 */
final class RhelLines {

    private static final Pattern VARIABLES = Pattern.compile("^\\s*ADDRESS[0-9]+=.*");

    private static final String[] SELECTOR = {
        "from", "to", "tos", "fwmark", "iif", "oif", "uidrange", "ipproto", "sport", "dport"
    };
    private static final String[] VERDICT = {"table", "goto", "suppress_prefixlength", "suppress_ifgroup"};

    private RhelLines() {}

    static String of(Route route, RoutingState state) {
        Route plain = Route.builder()
                .from(route)
                .nextHops(List.of())
                .metrics(Map.of())
                .scope(OptionalInt.empty())
                .tos(0)
                .preference(Route.Preference.MEDIUM)
                .build();
        if (!plain.equals(route) || route.nextHopId().isPresent()) {
            throw new IllegalArgumentException("route " + route
                    + ": next hops, path metrics, scope, TOS and preference cannot be written to these files yet; leave them"
                    + " out, or write the line by hand");
        }
        StringBuilder text = new StringBuilder();
        if (route.type() != Route.Type.UNICAST) {
            text.append(route.type().name().toLowerCase(Locale.ROOT)).append(' ');
        }
        text.append(route.destination().length() == 0 ? "default" : route.destination());
        route.gateway().ifPresent(via -> text.append(" via ").append(IpAddress.format(via)));
        route.interfaceName().ifPresent(dev -> text.append(" dev ").append(dev));
        if (!route.table().equals(RoutingTable.MAIN)) {
            text.append(" table ").append(state.nameOf(route.table()));
        }
        route.source().ifPresent(source -> text.append(" src ").append(IpAddress.format(source)));
        if (route.metric() != 0) {
            text.append(" metric ").append(route.metric());
        }
        return text.append(route.onLink() ? " onlink" : "").toString();
    }

    static String of(PolicyRule rule, RoutingState state) {
        return rule.selector() + " " + rule.verdict(state.nameOf(rule.table())) + " priority " + rule.priority();
    }

    /** A file whose lines are not arguments of ip(8), but variables for a shell. */
    static void refuseVariables(ManagedBlock file) {
        int number = 0;
        for (String line : file.foreignLines()) {
            number++;
            if (VARIABLES.matcher(line).matches()) {
                throw new FileConflictException(
                        file.path(),
                        number,
                        "the file is in the ADDRESS0= syntax, which knows no tables; rewrite its routes as arguments of"
                                + " \"ip route add\", one a line");
            }
        }
    }

    /** Our lines less those that others wrote already. */
    static List<String> missingRoutes(
            ManagedBlock file, InterfaceName device, AddressFamily family, List<String> wanted, RoutingState state) {
        List<String> missing = new ArrayList<>(wanted);
        int number = 0;
        for (String line : file.foreignLines()) {
            number++;
            if (isNothing(line)) {
                continue;
            }
            IpArguments theirs = IpArguments.route(line, family, state);
            for (String own : wanted) {
                IpArguments ours = IpArguments.route(own, family, state);
                if (!ours.agrees(theirs, "to", "table", "metric")) {
                    continue;
                }
                boolean sameDevice =
                        theirs.get("dev").isEmpty() || theirs.get("dev").equals(device.value());
                boolean same = sameDevice
                        && ours.agrees(theirs, "via", "src")
                        && ours.flags().equals(theirs.flags());
                if (!same) {
                    throw new FileConflictException(
                            file.path(),
                            number,
                            "\"" + line.strip() + "\" is in the place of \"" + own
                                    + "\"; remove the line, or choose another table or metric");
                }
                missing.remove(own);
            }
        }
        return missing;
    }

    /** Our lines less those that others wrote already. */
    static List<String> missingRules(ManagedBlock file, AddressFamily family, List<String> wanted, RoutingState state) {
        List<String> missing = new ArrayList<>(wanted);
        int number = 0;
        for (String line : file.foreignLines()) {
            number++;
            if (isNothing(line)) {
                continue;
            }
            IpArguments theirs = IpArguments.rule(line, family, state);
            for (String own : wanted) {
                IpArguments ours = IpArguments.rule(own, family, state);
                boolean sameSelector = ours.agrees(theirs, SELECTOR);
                boolean sameAction =
                        ours.agrees(theirs, VERDICT) && ours.flags().equals(theirs.flags());
                boolean samePriority = ours.agrees(theirs, "priority");
                if (sameSelector && sameAction && samePriority) {
                    missing.remove(own);
                } else if (sameSelector && sameAction && theirs.get("priority").isEmpty()) {
                    throw new FileConflictException(
                            file.path(),
                            number,
                            "\"" + line.strip()
                                    + "\" has no priority, so the kernel chooses one; remove the line, or add \"priority "
                                    + ours.get("priority") + "\" to it");
                } else if (sameSelector && samePriority) {
                    throw new FileConflictException(
                            file.path(),
                            number,
                            "\"" + line.strip() + "\" is in the place of \"" + own
                                    + "\"; remove the line, or choose another priority");
                }
            }
        }
        return missing;
    }

    private static boolean isNothing(String line) {
        return line.isBlank() || line.startsWith("#");
    }
}
