package io.github.lvs4j.routing.file;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.IpPrefix;
import io.github.lvs4j.routing.RoutingState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What follows {@code ip route add} or {@code ip rule add} on a line, in one form whatever the order and the synonyms, so
 * that a line written by hand can be compared with ours (ip-route(8), ip-rule(8)). Immutable.
 *
 * @param flags words without a value, and the kind of a route
 * @param values each keyword in its longest common form, with its value
 */
record IpArguments(List<String> flags, Map<String, String> values) {

    private static final Set<String> FLAGS = Set.of(
            "onlink",
            "pervasive",
            "not",
            "blackhole",
            "unreachable",
            "prohibit",
            "throw",
            "unicast",
            "local",
            "nat",
            "l3mdev",
            "nop");
    private static final Map<String, String> SYNONYMS = Map.of(
            "lookup", "table", "pref", "priority", "order", "priority", "preference", "metric", "protocol", "proto");

    static IpArguments route(String line, AddressFamily family, RoutingState names) {
        return parse(line, family, names, true);
    }

    static IpArguments rule(String line, AddressFamily family, RoutingState names) {
        return parse(line, family, names, false);
    }

    private static IpArguments parse(String line, AddressFamily family, RoutingState names, boolean route) {
        List<String> flags = new ArrayList<>();
        Map<String, String> values = new LinkedHashMap<>();
        String[] words = line.strip().split("\\s+");
        for (int i = 0; i < words.length; i++) {
            String word = SYNONYMS.getOrDefault(words[i], words[i]);
            if (!route && word.equals("dev")) {
                word = "iif";
            }
            if (FLAGS.contains(word)) {
                flags.add(word);
            } else if (route && !values.containsKey("to") && isDestination(word)) {
                values.put("to", prefix(word, family));
            } else if (i + 1 < words.length) {
                values.put(word, value(word, words[++i], family, names));
            } else {
                flags.add(word);
            }
        }
        flags.remove("unicast");
        values.remove("from", "all");
        return new IpArguments(List.copyOf(flags), Map.copyOf(values));
    }

    private static boolean isDestination(String word) {
        return word.equals("default") || word.equals("any") || Character.isDigit(word.charAt(0)) || word.contains(":");
    }

    private static String value(String keyword, String value, AddressFamily family, RoutingState names) {
        return switch (keyword) {
            case "to", "from" -> keyword.equals("from") && value.equals("all") ? value : prefix(value, family);
            case "table" ->
                names.tables().stream()
                        .filter(named -> named.name().equals(value))
                        .map(named -> Long.toString(named.table().id()))
                        .findFirst()
                        .orElse(value.equals("main") ? "254" : value);
            default -> value;
        };
    }

    private static String prefix(String text, AddressFamily family) {
        if (text.equals("default") || text.equals("any") || text.equals("all")) {
            return family == AddressFamily.INET ? "0.0.0.0/0" : "::/0";
        }
        try {
            return IpPrefix.parse(text).network().toString();
        } catch (IllegalArgumentException e) {
            return text; // an abbreviation, as 10/8, which we never write
        }
    }

    String get(String keyword) {
        return values.getOrDefault(keyword, "");
    }

    boolean agrees(IpArguments other, String... keywords) {
        for (String keyword : keywords) {
            if (!get(keyword).equals(other.get(keyword))) {
                return false;
            }
        }
        return true;
    }
}
