package io.github.lvs4j.director.conf;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The vocabulary of one kind of block: which words are honoured and by what, which are known and left out. Everything else
 * is unknown, is reported with the nearest known word, and is skipped whole with the block it opens.
 */
final class Keywords {

    private final String block;
    private final Set<String> leftOut;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    Keywords(String block, Set<String> leftOut) {
        this.block = block;
        this.leftOut = leftOut;
    }

    /** A word with arguments that counts once. */
    Keywords on(String word, Consumer<Arguments> reader) {
        entries.put(word, new Entry(false, true, "", reader));
        return this;
    }

    /** A word with arguments that may stand several times. */
    Keywords each(String word, Consumer<Arguments> reader) {
        entries.put(word, new Entry(false, false, "", reader));
        return this;
    }

    /** A word that opens a block; it may stand several times. */
    Keywords block(String word, Consumer<Arguments> reader) {
        entries.put(word, new Entry(true, false, "", reader));
        return this;
    }

    /** A word that keepalived ignores here, honoured as what its author meant. */
    Keywords meant(String word, String meaning, Consumer<Arguments> reader) {
        entries.put(word, new Entry(false, true, meaning, reader));
        return this;
    }

    /** Reads the statements of a block; returns the words that were there, sound or not. */
    Set<String> read(List<Statement> statements, Report report) {
        Set<String> seen = new HashSet<>();
        for (Statement statement : statements) {
            Entry entry = entries.get(statement.name());
            if (entry != null) {
                read(statement, entry, seen, report);
            } else if (leftOut.contains(statement.name())) {
                report.warning(
                        statement.position(),
                        "\"" + statement.name() + "\" in " + block
                                + " is known to keepalived, not supported here; it is left out");
            } else {
                unknown(statement, report);
            }
        }
        return seen;
    }

    private void read(Statement statement, Entry entry, Set<String> seen, Report report) {
        String name = statement.name();
        if (entry.opensBlock && statement.block().isEmpty()) {
            report.error(statement.position(), "\"" + name + "\" needs a block; write it as " + name + " { … }");
            return;
        }
        if (!entry.opensBlock && statement.block().isPresent()) {
            report.error(statement.position(), "\"" + name + "\" opens no block; remove the braces after it");
            return;
        }
        String once = entry.meaning.isEmpty() ? name : entry.meaning;
        if (!seen.add(once) && entry.once) {
            report.warning(
                    statement.position(), "\"" + name + "\" is given again in this " + block + "; the last counts");
        }
        if (!entry.meaning.isEmpty()) {
            report.warning(
                    statement.position(),
                    "keepalived ignores \"" + name + "\" in " + block + "; it is read as \"" + entry.meaning
                            + "\" here, write that");
        }
        Arguments arguments = new Arguments(statement, report);
        entry.reader.accept(arguments);
        arguments.end();
    }

    private void unknown(Statement statement, Report report) {
        List<String> known = new ArrayList<>(entries.keySet());
        known.addAll(leftOut);
        String skipped = statement.block().isPresent() ? "its block is skipped whole" : "it is left out";
        report.unknown(
                statement.position(),
                "unknown word \"" + statement.name() + "\" in " + block,
                skipped,
                NearestWord.to(statement.name(), known));
    }

    private record Entry(boolean opensBlock, boolean once, String meaning, Consumer<Arguments> reader) {}
}
