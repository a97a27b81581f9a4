package io.github.lvs4j.routing.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of lines in which some are ours: they stand between two comments. Immutable.
 *
 * @param path the file
 * @param before the text before our lines, with its line ends
 * @param own our lines
 * @param after the text after them
 */
record ManagedBlock(Path path, String before, List<String> own, String after) {

    private static final String BEGIN = "# lvs4j begin: what stands up to the end mark is replaced as a whole";
    private static final String BEGIN_MARK = "# lvs4j begin";
    private static final String END = "# lvs4j end";

    static ManagedBlock read(Path path) {
        String text = TextFile.read(path).orElse("");
        StringBuilder before = new StringBuilder();
        StringBuilder after = new StringBuilder();
        List<String> own = new ArrayList<>();
        int begin = 0;
        int end = 0;
        int number = 0;
        for (String line : text.isEmpty() ? new String[0] : text.split("(?<=\n)", -1)) {
            number++;
            boolean marksBegin = line.startsWith(BEGIN_MARK);
            boolean marksEnd = line.strip().equals(END);
            if (marksBegin && begin == 0) {
                begin = number;
            } else if (marksEnd && begin > 0 && end == 0) {
                end = number;
            } else if (marksBegin || marksEnd) {
                throw new FileConflictException(
                        path, number, "lvs4j's marks do not pair; remove them and what stands between them");
            } else if (begin == 0) {
                before.append(line);
            } else if (end == 0) {
                own.add(line.stripTrailing());
            } else {
                after.append(line);
            }
        }
        if (begin > 0 && end == 0) {
            throw new FileConflictException(path, begin, "this mark has no end mark; remove it or add \"" + END + "\"");
        }
        return new ManagedBlock(path, before.toString(), List.copyOf(own), after.toString());
    }

    /** The lines of others, each with its number; ours are given as empty ones. */
    List<String> foreignLines() {
        List<String> lines = new ArrayList<>(TextFile.lines(before));
        if (!own.isEmpty() || !after.isEmpty()) {
            for (int i = 0; i < own.size() + 2; i++) {
                lines.add("");
            }
        }
        lines.addAll(TextFile.lines(after));
        return lines;
    }

    /** The whole text with other lines of ours; without any, without marks. */
    String with(List<String> lines) {
        if (lines.isEmpty()) {
            return before + after;
        }
        return TextFile.closed(before) + BEGIN + "\n" + String.join("\n", lines) + "\n" + END + "\n" + after;
    }
}
