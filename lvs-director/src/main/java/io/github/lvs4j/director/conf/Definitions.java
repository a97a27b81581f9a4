package io.github.lvs4j.director.conf;

import java.util.HashMap;
import java.util.Map;

/**
 * The {@code $NAME=value} definitions of a file and their substitution as {@code $NAME} before white space or as
 * {@code ${NAME}}. Values are bound late and may use other names. A {@code $NAME} without definition stays as it is written:
 * it may be a password.
 */
final class Definitions {

    private static final int MAX_DEPTH = 16;
    private static final int MAX_LENGTH = 65_536;

    private final Map<String, SourceLine> values = new HashMap<>();
    private final Report report;

    Definitions(Report report) {
        this.report = report;
    }

    /** Takes the line when it is a definition. */
    boolean define(SourceLine line) {
        int start = LineScan.skipBlanks(line, 0);
        if (start >= line.length() || line.characterAt(start) != '$') {
            return false;
        }
        int end = nameEnd(line, start + 1);
        if (end == start + 1 || end >= line.length() || line.characterAt(end) != '=') {
            return false;
        }
        int last = LineScan.trimmedEnd(line);
        if (line.characterAt(last - 1) == '\\') {
            report.error(
                    line.positionAt(last - 1),
                    "a definition over several lines is not supported here; write $" + line.text(start + 1, end)
                            + " on one line");
            return true;
        }
        SourceLine value = line.emptyCopy();
        for (int i = end + 1; i < last; i++) {
            value.append(line.characterAt(i), line.columnAt(i));
        }
        values.put(line.text(start + 1, end), value);
        return true;
    }

    SourceLine substitute(SourceLine line) {
        if (LineScan.indexOf(line, '$') < 0) {
            return line;
        }
        SourceLine into = line.emptyCopy();
        return expand(line, into, -1, 0, line) ? into : line.emptyCopy();
    }

    /** False when it does not end; that is reported, and the line is of no use. */
    private boolean expand(SourceLine from, SourceLine into, int column, int depth, SourceLine origin) {
        for (int i = 0; i < from.length(); i++) {
            int place = column < 0 ? from.columnAt(i) : column;
            Use use = from.characterAt(i) == '$' ? useAt(from, i) : Use.NONE;
            if (use.end == 0) {
                into.append(from.characterAt(i), place);
                continue;
            }
            SourceLine value = values.get(use.name);
            Position position = new Position(origin.source, origin.number, place);
            if (value == null) {
                undefined(use, position);
                for (int k = i; k < use.end; k++) {
                    into.append(from.characterAt(k), column < 0 ? from.columnAt(k) : column);
                }
            } else if (depth >= MAX_DEPTH || into.length() > MAX_LENGTH) {
                report.error(position, "$" + use.name + " grows without end; a definition must not contain itself");
                return false;
            } else if (!expand(value, into, place, depth + 1, origin)) {
                return false;
            }
            i = use.end - 1;
        }
        return true;
    }

    private void undefined(Use use, Position position) {
        if (use.name.startsWith("_")) {
            report.error(
                    position,
                    "the predefined $" + use.name + " is known to keepalived, not supported here; write its value");
        } else if (use.braced) {
            report.error(
                    position,
                    "${" + use.name + "} is not defined above this line; define it with $" + use.name + "=value");
        } else {
            report.warning(
                    position,
                    "$" + use.name + " is not defined above this line and stays as it is written; define it with $"
                            + use.name + "=value");
        }
    }

    private static Use useAt(SourceLine line, int dollar) {
        boolean braced = dollar + 1 < line.length() && line.characterAt(dollar + 1) == '{';
        int start = dollar + (braced ? 2 : 1);
        int end = nameEnd(line, start);
        if (end == start) {
            return Use.NONE;
        }
        if (braced) {
            boolean closed = end < line.length() && line.characterAt(end) == '}';
            return closed ? new Use(line.text(start, end), end + 1, true) : Use.NONE;
        }
        boolean alone = end == line.length() || LineScan.isBlank(line.characterAt(end));
        return alone ? new Use(line.text(start, end), end, false) : Use.NONE;
    }

    private static int nameEnd(SourceLine line, int start) {
        int end = start;
        while (end < line.length() && isNameCharacter(line.characterAt(end), end == start)) {
            end++;
        }
        return end;
    }

    private static boolean isNameCharacter(int c, boolean first) {
        boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        return letter || (!first && c >= '0' && c <= '9');
    }

    private record Use(String name, int end, boolean braced) {
        static final Use NONE = new Use("", 0, false);
    }
}
