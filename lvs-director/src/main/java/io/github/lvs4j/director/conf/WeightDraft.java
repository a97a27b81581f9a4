package io.github.lvs4j.director.conf;

import java.util.List;
import java.util.Optional;

/** {@code weight N [reverse|noreverse]}, of a definition or of its use, which may leave out either. */
final class WeightDraft {

    private static final List<String> WORDS = List.of("weight", "reverse", "noreverse");

    private final int most;
    private Optional<Integer> number = Optional.empty();
    private Optional<Boolean> reversed = Optional.empty();

    WeightDraft(int most) {
        this.most = most;
    }

    /** What follows the word "weight". */
    void read(Arguments arguments) {
        var read = arguments.number("weight", -most, most);
        if (read.isEmpty()) {
            arguments.skip();
            return;
        }
        number = Optional.of(read.getAsInt());
        boolean directed = false;
        while (arguments.hasNext() && isDirection(arguments.peek().text())) {
            Word word = arguments.word("reverse").orElseThrow();
            if (directed) {
                arguments
                        .report()
                        .warning(
                                word.position(),
                                "\"" + word.text() + "\" is left out: the first such word counts, as in keepalived");
            } else {
                reversed = Optional.of(word.text().equals("reverse"));
                directed = true;
            }
        }
    }

    /**
     * What follows a name that is tracked. A word that keepalived 2.2.7 does not know ends the use if there is no weight before
     * it, and for a file even then.
     *
     * @param file whether a file is tracked
     * @return whether the name is tracked at all
     */
    boolean readUse(Arguments arguments, boolean file) {
        boolean weighed = arguments.hasNext() && arguments.peek().text().equals("weight");
        if (weighed) {
            arguments.word("weight");
            read(arguments);
        }
        if (!arguments.hasNext()) {
            return true;
        }
        boolean tracked = weighed && !file;
        Word word = arguments.peek();
        boolean known = WORDS.contains(word.text());
        String name = "\"" + arguments.statement().name() + "\"";
        arguments
                .report()
                .unknown(
                        word.position(),
                        "\"" + word.text() + "\" after " + name + " has no meaning"
                                + (isDirection(word.text()) ? " without a weight before it" : ""),
                        tracked ? "it is left out" : name + " is left out, as keepalived leaves it out",
                        NearestWord.to(word.text(), known ? List.of() : WORDS));
        arguments.skip();
        return tracked;
    }

    int number(int otherwise) {
        return number.orElse(otherwise);
    }

    boolean reversed(boolean otherwise) {
        return reversed.orElse(otherwise);
    }

    private static boolean isDirection(String word) {
        return word.equals("reverse") || word.equals("noreverse");
    }
}
