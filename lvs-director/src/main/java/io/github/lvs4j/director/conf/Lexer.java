package io.github.lvs4j.director.conf;

import java.util.ArrayList;
import java.util.List;

/**
 * A text and the files it includes as one stream of tokens: comments gone, {@code @ID} lines kept or dropped,
 * {@code $NAME} substituted. What it cannot follow is named in the report.
 */
final class Lexer {

    private static final int MAX_INCLUDE_DEPTH = 16;

    private final List<Token> tokens = new ArrayList<>();
    private final ConfOptions options;
    private final Report report;
    private final Definitions definitions;

    Lexer(ConfOptions options, Report report) {
        this.options = options;
        this.report = report;
        this.definitions = new Definitions(report);
    }

    List<Token> lex(SourceFile file) {
        lex(file, 0);
        return List.copyOf(tokens);
    }

    private void lex(SourceFile file, int depth) {
        int number = 0;
        for (String text : file.text().split("\n", -1)) {
            number++;
            String line = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
            lexLine(SourceLine.of(file.name(), number, line), file, depth);
        }
    }

    private void lexLine(SourceLine raw, SourceFile file, int depth) {
        SourceLine line = conditional(Comments.strip(raw));
        if (definitions.define(line) || refusesSequence(line)) {
            return;
        }
        int first = tokens.size();
        LineLexer.lex(definitions.substitute(line), tokens, report);
        Token start = tokens.get(first);
        if (start.kind() == Token.Kind.WORD && Includes.isInclude(start.text())) {
            List<Token> statement = List.copyOf(tokens.subList(first, tokens.size()));
            tokens.subList(first, tokens.size()).clear();
            include(statement, file, depth);
        }
    }

    private void include(List<Token> statement, SourceFile file, int depth) {
        if (depth >= MAX_INCLUDE_DEPTH) {
            report.error(statement.get(0).position(), "includes are nested too deep; does the file include itself?");
            return;
        }
        Includes.resolve(statement, file, report).forEach(included -> lex(included, depth + 1));
    }

    /** {@code @ID rest} stays when the configuration id equals, {@code @^ID rest} when it differs. */
    private SourceLine conditional(SourceLine line) {
        int at = LineScan.skipBlanks(line, 0);
        if (at >= line.length() || line.characterAt(at) != '@') {
            return line;
        }
        boolean negated = at + 1 < line.length() && line.characterAt(at + 1) == '^';
        int start = at + (negated ? 2 : 1);
        int end = LineScan.skipWord(line, start);
        if (end == start) {
            report.error(line.positionAt(at), "after @ comes a configuration id, as in @lvs1 or @^lvs1");
            return line.emptyCopy();
        }
        boolean equal = line.text(start, end).equals(options.configId());
        SourceLine kept = line.emptyCopy();
        for (int i = end; equal != negated && i < line.length(); i++) {
            kept.append(line.characterAt(i), line.columnAt(i));
        }
        return kept;
    }

    private boolean refusesSequence(SourceLine line) {
        for (int i = LineScan.indexOf(line, '~'); i >= 0 && i + 4 < line.length(); i++) {
            String word = line.text(i, i + 4);
            if (word.equals("~SEQ") || word.equals("~LST")) {
                report.error(
                        line.positionAt(i),
                        word + " is known to keepalived, not supported here; write the repeated lines out");
                return true;
            }
        }
        return false;
    }
}
