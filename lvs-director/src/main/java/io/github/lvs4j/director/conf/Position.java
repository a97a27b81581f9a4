package io.github.lvs4j.director.conf;

/**
 * A place in a configuration text. Immutable.
 *
 * @param source the file as it was named by the caller or by an {@code include}
 * @param line the line, from 1
 * @param column the column in characters (code points), from 1
 */
public record Position(String source, int line, int column) implements Comparable<Position> {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException when line or column is below 1
     */
    public Position {
        if (line < 1 || column < 1) {
            throw new IllegalArgumentException("lines and columns count from 1, not " + line + ":" + column);
        }
    }

    /** Orders places of one file as a reader meets them; files by name. */
    @Override
    public int compareTo(Position other) {
        int bySource = source.compareTo(other.source);
        if (bySource != 0) {
            return bySource;
        }
        int byLine = Integer.compare(line, other.line);
        return byLine != 0 ? byLine : Integer.compare(column, other.column);
    }

    /** The layout editors and terminals understand: {@code file:line:column}. */
    @Override
    public String toString() {
        return source + ":" + line + ":" + column;
    }
}
