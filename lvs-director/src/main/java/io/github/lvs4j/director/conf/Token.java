package io.github.lvs4j.director.conf;

/**
 * What the lexer hands to the tree: a word, a brace, or the end of a line, which also ends a statement.
 *
 * @param kind which of these
 * @param text the word, or the character itself
 * @param position its first character
 */
record Token(Kind kind, String text, Position position) {

    enum Kind {
        WORD,
        OPEN,
        CLOSE,
        END_OF_LINE
    }
}
