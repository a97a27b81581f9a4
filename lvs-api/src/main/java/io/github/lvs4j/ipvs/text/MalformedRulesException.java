package io.github.lvs4j.ipvs.text;

import io.github.lvs4j.error.LvsException;

/** Rules that {@link IpvsadmRules#parse} does not take: the message names line, column, what is wrong and what helps. */
public final class MalformedRulesException extends LvsException {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    MalformedRulesException(int line, int column, String what) {
        super("line " + line + ", column " + column + ": " + what);
        this.line = line;
        this.column = column;
    }

    /**
     * Where it is.
     *
     * @return the line's number, from 1
     */
    public int line() {
        return line;
    }

    /**
     * Where in the line it is.
     *
     * @return the number of the first character, from 1; a tab counts as one
     */
    public int column() {
        return column;
    }
}
