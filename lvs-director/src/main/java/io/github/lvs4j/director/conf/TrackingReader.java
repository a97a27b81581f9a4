package io.github.lvs4j.director.conf;

import java.util.LinkedHashMap;
import java.util.Map;

/** {@code track_script}, {@code track_interface} and {@code track_file} in an instance or a group. */
final class TrackingReader {

    /** Names with what is said of them, in the order of the file. */
    final Map<String, Use> scripts = new LinkedHashMap<>();

    final Map<String, Use> interfaces = new LinkedHashMap<>();
    final Map<String, Use> files = new LinkedHashMap<>();

    /** How many scripts and files the text has defined before: keepalived finds none of those that follow. */
    int definitionsBefore;

    void register(Keywords keywords) {
        keywords.block("track_script", block -> read(block, scripts, 253, false))
                .block("track_interface", block -> read(block, interfaces, 253, false))
                .block("track_file", block -> read(block, files, 254, true));
    }

    private static void read(Arguments block, Map<String, Use> uses, int most, boolean file) {
        block.end();
        String kind = block.statement().name();
        for (Statement line : block.children()) {
            Arguments words = new Arguments(line, block.report());
            if (line.block().isPresent()) {
                block.report()
                        .error(line.position(), "\"" + line.name() + "\" opens no block; remove the braces after it");
            }
            Use use = new Use(line.keyword(), new WeightDraft(most));
            if (use.weight.readUse(words, file) && uses.putIfAbsent(line.name(), use) != null) {
                block.report()
                        .warning(
                                line.position(),
                                "\"" + line.name() + "\" is in " + kind
                                        + " already; the first counts, as in keepalived");
            }
        }
    }

    /**
     * A line of such a block.
     *
     * @param name what is tracked
     * @param weight what the line says of its weight
     */
    record Use(Word name, WeightDraft weight) {}
}
