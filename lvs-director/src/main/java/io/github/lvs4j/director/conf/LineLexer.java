package io.github.lvs4j.director.conf;

import java.util.List;

/**
 * Splits one line, its comment already gone, into words and braces. Double quotes group; a backslash frees {@code # ! { }}.
 * Behind the keyword {@code script} single quotes group too, and any {@linkplain ScriptEscape backslash} has a meaning, as in
 * keepalived.
 */
final class LineLexer {

    private final SourceLine line;
    private final List<Token> tokens;
    private final int before;
    private final Report report;
    private final StringBuilder word = new StringBuilder();
    private int wordStart = -1;
    private boolean script;

    private LineLexer(SourceLine line, List<Token> tokens, Report report) {
        this.line = line;
        this.tokens = tokens;
        this.before = tokens.size();
        this.report = report;
    }

    static void lex(SourceLine line, List<Token> tokens, Report report) {
        new LineLexer(line, tokens, report).run();
    }

    private void run() {
        int quote = -1;
        for (int i = 0; i < line.length(); i++) {
            int c = line.characterAt(i);
            if (c == 0) {
                report.error(line.positionAt(i), "a NUL character; the file is damaged or not a text file");
            } else if (script && c == '\\' && i + 1 < line.length()) {
                begin(i);
                i = escape(i);
            } else if (quote >= 0 && c == line.characterAt(quote)) {
                quote = -1;
            } else if (quote < 0 && (c == '"' || (script && c == '\''))) {
                begin(i);
                quote = i;
            } else if (quote >= 0) {
                word.appendCodePoint(c);
            } else if (LineScan.isBlank(c)) {
                finish();
            } else if (c == '{' || c == '}') {
                finish();
                Token.Kind kind = c == '{' ? Token.Kind.OPEN : Token.Kind.CLOSE;
                tokens.add(new Token(kind, Character.toString(c), line.positionAt(i)));
            } else {
                begin(i);
                boolean escape = c == '\\' && i + 1 < line.length() && "#!{}".indexOf(line.characterAt(i + 1)) >= 0;
                word.appendCodePoint(escape ? line.characterAt(++i) : c);
            }
        }
        if (quote >= 0) {
            String kind = line.characterAt(quote) == '"' ? "double" : "single";
            report.error(
                    line.positionAt(quote), "this " + kind + " quote is not closed on its line; add the closing one");
        }
        finish();
        tokens.add(new Token(Token.Kind.END_OF_LINE, "", line.positionAt(line.length())));
    }

    /** Takes what a backslash stands for. Returns the index of the last character of that. */
    private int escape(int backslash) {
        try {
            ScriptEscape escape = ScriptEscape.at(line::characterAt, backslash + 1, line.length());
            word.appendCodePoint(escape.character());
            return escape.end() - 1;
        } catch (IllegalArgumentException e) {
            report.error(line.positionAt(backslash), String.valueOf(e.getMessage()));
            return backslash;
        }
    }

    /** Whether the word at hand is the first of a statement. */
    private boolean isKeyword() {
        return tokens.size() == before || tokens.get(tokens.size() - 1).kind() == Token.Kind.OPEN;
    }

    private void begin(int index) {
        if (wordStart < 0) {
            wordStart = index;
        }
    }

    private void finish() {
        if (wordStart >= 0) {
            script |= isKeyword() && word.toString().equals("script");
            tokens.add(new Token(Token.Kind.WORD, word.toString(), line.positionAt(wordStart)));
            word.setLength(0);
            wordStart = -1;
        }
    }
}
