package io.github.lvs4j.director.conf;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a command as keepalived 2.2.7 does: words at blanks; single and double quotes group, within a word too; a {@linkplain
 * ScriptEscape backslash} has a meaning in quotes too. There is no shell and nothing else has a meaning.
 */
final class ScriptWords {

    private ScriptWords() {}

    /**
     * Splits a text.
     *
     * @throws IllegalArgumentException if a quote is not closed, or a backslash stands for no character
     */
    static List<String> split(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean begun = false;
        int quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                ScriptEscape escape = ScriptEscape.at(text::charAt, i + 1, text.length());
                word.appendCodePoint(escape.character());
                i = escape.end() - 1;
                begun = true;
            } else if (quote != 0 && c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
                begun = true;
            } else if (quote == 0 && LineScan.isBlank(c)) {
                if (begun) {
                    words.add(word.toString());
                    word.setLength(0);
                    begun = false;
                }
            } else {
                word.append(c);
                begun = true;
            }
        }
        if (quote != 0) {
            throw new IllegalArgumentException(
                    "in the command " + text + " the quote " + (char) quote + " is not closed; add the closing one");
        }
        if (begun) {
            words.add(word.toString());
        }
        return words;
    }
}
