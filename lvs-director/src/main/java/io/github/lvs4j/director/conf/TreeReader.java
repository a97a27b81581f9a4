package io.github.lvs4j.director.conf;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tokens to statements. A brace may stand on the keyword's line, on the next one, or share a line with content. */
final class TreeReader {

    private static final int MAX_DEPTH = 32;

    private final Report report;
    private final Deque<Frame> open = new ArrayDeque<>();
    private List<Word> words = new ArrayList<>();

    private TreeReader(Report report) {
        this.report = report;
        open.push(new Frame(null));
    }

    static List<Statement> read(List<Token> tokens, Report report) {
        return new TreeReader(report).run(tokens);
    }

    private List<Statement> run(List<Token> tokens) {
        for (Token token : tokens) {
            switch (token.kind()) {
                case WORD -> words.add(new Word(token.text(), token.position()));
                case END_OF_LINE -> finishStatement();
                case OPEN -> openBlock(token);
                case CLOSE -> closeBlock(token);
            }
        }
        finishStatement();
        while (open.size() > 1) {
            Frame frame = open.peek();
            Statement unclosed = frame.header();
            report.error(
                    unclosed.position(),
                    "the block \"" + unclosed.title() + "\" that opens on line "
                            + unclosed.position().line() + " is not closed; add its }");
            pop();
        }
        return open.element().statements;
    }

    private void finishStatement() {
        if (!words.isEmpty()) {
            open.element().statements.add(statement(words));
            words = new ArrayList<>();
        }
    }

    private void openBlock(Token brace) {
        List<Statement> siblings = open.element().statements;
        Statement header;
        if (!words.isEmpty()) {
            header = statement(words);
            words = new ArrayList<>();
        } else if (!siblings.isEmpty()
                && siblings.get(siblings.size() - 1).block().isEmpty()) {
            header = siblings.remove(siblings.size() - 1);
        } else {
            report.error(brace.position(), "this { has no keyword before it; name the block or remove the brace");
            header = statement(List.of(new Word("{", brace.position())));
        }
        if (open.size() == MAX_DEPTH) {
            report.error(brace.position(), "blocks are nested more than " + MAX_DEPTH + " deep");
        }
        open.push(new Frame(header));
    }

    private void closeBlock(Token brace) {
        finishStatement();
        if (open.size() == 1) {
            report.error(brace.position(), "this } closes nothing; remove it, or add the { it belongs to");
        } else {
            pop();
        }
    }

    private void pop() {
        Frame frame = open.pop();
        Statement header = frame.header();
        // Below the limit nothing is kept: the file is refused anyway, and nobody has to walk a bottomless tree.
        List<Statement> kept = open.size() >= MAX_DEPTH ? List.of() : frame.statements;
        open.element().statements.add(new Statement(header.keyword(), header.arguments(), Optional.of(kept)));
    }

    private static Statement statement(List<Word> words) {
        return new Statement(words.get(0), words.subList(1, words.size()), Optional.empty());
    }

    private static final class Frame {

        private final @Nullable Statement header;
        private final List<Statement> statements = new ArrayList<>();

        Frame(@Nullable Statement header) {
            this.header = header;
        }

        Statement header() {
            if (header == null) {
                throw new IllegalStateException("the outermost level has no header");
            }
            return header;
        }
    }
}
