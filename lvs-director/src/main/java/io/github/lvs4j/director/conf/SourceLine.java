package io.github.lvs4j.director.conf;

import java.util.Arrays;

/**
 * The characters of one line, each with the column where the reader of the file finds it: substitution changes the text and
 * keeps the places.
 */
final class SourceLine {

    final String source;
    final int number;
    private int[] characters;
    private int[] columns;
    private int length;

    private SourceLine(String source, int number, int capacity) {
        this.source = source;
        this.number = number;
        this.characters = new int[capacity];
        this.columns = new int[capacity];
    }

    static SourceLine of(String source, int number, String text) {
        SourceLine line = new SourceLine(source, number, text.length());
        int column = 1;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            line.append(text.codePointAt(i), column++);
        }
        return line;
    }

    SourceLine emptyCopy() {
        return new SourceLine(source, number, length);
    }

    void append(int character, int column) {
        if (length == characters.length) {
            characters = Arrays.copyOf(characters, 2 * length + 16);
            columns = Arrays.copyOf(columns, 2 * length + 16);
        }
        characters[length] = character;
        columns[length++] = column;
    }

    int length() {
        return length;
    }

    int characterAt(int index) {
        return characters[index];
    }

    int columnAt(int index) {
        return columns[index];
    }

    Position positionAt(int index) {
        return new Position(source, number, index < length ? columns[index] : endColumn());
    }

    String text(int from, int to) {
        return new String(characters, from, to - from);
    }

    /** This line up to {@code end}. */
    SourceLine truncated(int end) {
        SourceLine line = new SourceLine(source, number, end);
        for (int i = 0; i < end; i++) {
            line.append(characters[i], columns[i]);
        }
        return line;
    }

    private int endColumn() {
        return length == 0 ? 1 : columns[length - 1] + 1;
    }
}
