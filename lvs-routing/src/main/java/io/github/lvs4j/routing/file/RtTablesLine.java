package io.github.lvs4j.routing.file;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of {@code rt_tables}: a number, decimal or with 0x, and a name; or a comment or nothing.
 *
 * @param id the number; -1 if the line is no entry
 * @param name the name; empty if the line is no entry
 */
record RtTablesLine(long id, String name) {

    private static final Pattern ENTRY =
            Pattern.compile("[ \\t]*(?:0x(?<hex>[0-9a-fA-F]{1,8})|(?<decimal>[0-9]{1,10}))\\s+(?<name>\\S+).*");
    private static final RtTablesLine NOTHING = new RtTablesLine(-1, "");

    /** Empty for a line at which iproute2 stops reading (fread_id_name of lib/rt_names.c). */
    static Optional<RtTablesLine> parse(String line) {
        String text = line.stripLeading();
        if (text.isEmpty() || text.startsWith("#")) {
            return Optional.of(NOTHING);
        }
        Matcher entry = ENTRY.matcher(line);
        if (!entry.matches()) {
            return Optional.empty();
        }
        String hex = entry.group("hex");
        long id = hex != null ? Long.parseLong(hex, 16) : Long.parseLong(entry.group("decimal"));
        return Optional.of(new RtTablesLine(id, entry.group("name")));
    }

    boolean isEntry() {
        return id >= 0;
    }
}
