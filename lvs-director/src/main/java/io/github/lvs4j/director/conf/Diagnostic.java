package io.github.lvs4j.director.conf;

import java.util.Locale;
import java.util.Optional;

/**
 * One remark on a configuration text: what, where, and what to write instead. Immutable.
 *
 * @param severity whether the file is refused because of it
 * @param position the word it is about
 * @param message what is wrong and what helps, one sentence
 * @param suggestion the known word nearest to an unknown one, when one is near
 */
public record Diagnostic(Severity severity, Position position, String message, Optional<String> suggestion) {

    /** Tells whether this remark alone refuses the file. */
    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** {@code file:line:column: error: message; did you mean "word"?} on one line. */
    @Override
    public String toString() {
        String text = position + ": " + severity.name().toLowerCase(Locale.ROOT) + ": " + message;
        return suggestion.map(word -> text + "; did you mean \"" + word + "\"?").orElse(text);
    }
}
