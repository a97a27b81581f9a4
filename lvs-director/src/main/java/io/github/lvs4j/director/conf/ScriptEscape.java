package io.github.lvs4j.director.conf;

import java.util.function.IntUnaryOperator;

/**
 * What a backslash in a command stands for with what follows it, as in keepalived 2.2.7: {@code \n} and its like, up to three
 * octal digits, {@code x} and hexadecimal digits; any other character is itself.
 *
 * @param character what it stands for
 * @param end one past the last character that it took
 */
record ScriptEscape(int character, int end) {

    /**
     * Reads what follows a backslash.
     *
     * @param text a text's characters by index
     * @param at the index behind the backslash, below the length
     * @param length the text's length
     * @throws IllegalArgumentException if the digits mean no ASCII character: a word of a command cannot hold a NUL, and what
     *     lies above is better written as itself
     */
    static ScriptEscape at(IntUnaryOperator text, int at, int length) {
        int first = text.applyAsInt(at);
        if (isDigit(first, 8)) {
            return digits(text, at, Math.min(length, at + 3), 8);
        }
        if (first == 'x' && at + 1 < length && isDigit(text.applyAsInt(at + 1), 16)) {
            return digits(text, at + 1, length, 16);
        }
        return new ScriptEscape(named(first), at + 1);
    }

    private static ScriptEscape digits(IntUnaryOperator text, int from, int limit, int radix) {
        int value = 0;
        int end = from;
        while (end < limit && isDigit(text.applyAsInt(end), radix)) {
            value = (value * radix + Character.digit(text.applyAsInt(end), radix)) & 0xff;
            end++;
        }
        if (value == 0 || value > 0x7f) {
            throw new IllegalArgumentException("the digits after this backslash mean the byte " + value
                    + ", which is no ASCII character; write the character itself, or two backslashes for one");
        }
        return new ScriptEscape(value, end);
    }

    private static boolean isDigit(int character, int radix) {
        return character <= 0x7f && Character.digit(character, radix) >= 0;
    }

    private static int named(int c) {
        return switch (c) {
            case 'a' -> 0x07;
            case 'b' -> '\b';
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'v' -> 0x0b;
            case 'f' -> '\f';
            case 'r' -> '\r';
            case 'E' -> 0x1b;
            default -> c;
        };
    }
}
