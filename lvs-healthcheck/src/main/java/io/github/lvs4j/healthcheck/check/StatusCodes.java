package io.github.lvs4j.healthcheck.check;

import java.util.BitSet;
import java.util.StringJoiner;

/** A set of HTTP status codes, 100 to 599. Immutable. */
public final class StatusCodes {

    /** What counts as success when nothing is said. */
    public static final StatusCodes SUCCESS = range(200, 299);

    private static final int LOWEST = 100;
    private static final int HIGHEST = 599;

    private final BitSet codes;

    private StatusCodes(BitSet codes) {
        this.codes = codes;
    }

    /**
     * A single code.
     *
     * @param code 100 to 599
     * @return the set of it
     * @throws IllegalArgumentException if the code is out of range
     */
    public static StatusCodes of(int code) {
        return range(code, code);
    }

    /**
     * All codes between two.
     *
     * @param first the lowest
     * @param last the highest, included
     * @return the set of them
     * @throws IllegalArgumentException if a code is out of range, or the first is above the last
     */
    public static StatusCodes range(int first, int last) {
        if (first < LOWEST || last > HIGHEST || first > last) {
            throw new IllegalArgumentException("status codes " + first + "-" + last + " are out of range: " + LOWEST
                    + " to " + HIGHEST + ", the lower first");
        }
        BitSet codes = new BitSet();
        codes.set(first, last + 1);
        return new StatusCodes(codes);
    }

    /**
     * Reads {@code 200}, {@code 200-299} or several of these with blanks between, as keepalived.conf writes them.
     *
     * @param text the codes
     * @return the set of them all
     * @throws IllegalArgumentException if the text is malformed or a code out of range; the message quotes it
     */
    public static StatusCodes parse(String text) {
        BitSet codes = new BitSet();
        for (String word : text.strip().split("\\s+")) {
            if (!word.matches("[0-9]{3}(-[0-9]{3})?")) {
                throw new IllegalArgumentException(
                        "not a status code: \"" + word + "\" (write 200, or 200-299 for a range)");
            }
            int first = Integer.parseInt(word.substring(0, 3));
            int last = word.length() == 3 ? first : Integer.parseInt(word.substring(4));
            codes.or(range(first, last).codes);
        }
        return new StatusCodes(codes);
    }

    /**
     * The codes of both sets.
     *
     * @param other another set
     * @return their union
     */
    public StatusCodes or(StatusCodes other) {
        BitSet union = (BitSet) codes.clone();
        union.or(other.codes);
        return new StatusCodes(union);
    }

    /**
     * Whether a code is in the set.
     *
     * @param code any number
     * @return true if it is
     */
    public boolean contains(int code) {
        return code >= 0 && codes.get(code);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StatusCodes that && codes.equals(that.codes);
    }

    @Override
    public int hashCode() {
        return codes.hashCode();
    }

    /** Ranges with blanks between, as {@link #parse} reads them. */
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(" ");
        for (int first = codes.nextSetBit(0); first >= 0; ) {
            int end = codes.nextClearBit(first);
            text.add(end - 1 == first ? String.valueOf(first) : first + "-" + (end - 1));
            first = codes.nextSetBit(end);
        }
        return text.toString();
    }
}
