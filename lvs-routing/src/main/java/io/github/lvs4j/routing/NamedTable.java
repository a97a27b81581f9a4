package io.github.lvs4j.routing;

import io.github.lvs4j.route.RoutingTable;
import java.util.Set;

/**
 * A routing table with the name that {@code ip} shows for it. The kernel knows numbers only; the name takes effect once it
 * stands in {@code rt_tables} (see {@link io.github.lvs4j.routing.file.RtTables}).
 *
 * @param table its number: not 252 to 255, which are the kernel's
 * @param name 1 to 31 letters, digits, dots, hyphens and underscores, beginning with a letter
 */
public record NamedTable(RoutingTable table, String name) {

    private static final Set<String> RESERVED = Set.of("unspec", "compat", "default", "main", "local", "all", "cache");

    /**
     * Checks number and name.
     *
     * @throws IllegalArgumentException if the number or the name is reserved, or the name is malformed
     */
    public NamedTable {
        if (table.id() >= 252 && table.id() <= 255) {
            throw new IllegalArgumentException(
                    "routing table " + table.id() + " cannot be named " + name + ": 252 to 255 are the kernel's");
        }
        if (!name.matches("[A-Za-z][A-Za-z0-9._-]{0,30}") || RESERVED.contains(name)) {
            throw new IllegalArgumentException("not a name for routing table " + table.id() + ": \"" + name
                    + "\" (a letter, then up to 30 letters, digits, dots, hyphens or underscores; not one of "
                    + "iproute2's own: "
                    + String.join(", ", RESERVED.stream().sorted().toList()) + ")");
        }
    }

    /**
     * A named table.
     *
     * @param id its number
     * @param name its name
     * @return the table
     * @throws IllegalArgumentException if the number or the name is reserved, or the name is malformed
     */
    public static NamedTable of(long id, String name) {
        return new NamedTable(new RoutingTable(id), name);
    }

    @Override
    public String toString() {
        return table.id() + " " + name;
    }
}
