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
        while (arguments.hasNext() && isDirection(arguments.peek().text())) {
            reversed = Optional.of(arguments.text("reverse").orElseThrow().equals("reverse"));
        }
    }

    /**
     * What follows a name that is tracked. A word that keepalived 2.2.7 does not know ends the weight; without one it ends the use.
     *
     * @return whether the name is tracked at all
     */
    boolean readUse(Arguments arguments) {
        boolean first = true;
        while (arguments.hasNext()) {
            Word word = arguments.word("weight").orElseThrow();
            if (first && word.text().equals("weight")) {
                read(arguments);
                first = false;
            } else {
                arguments
                        .report()
                        .unknown(
                                word.position(),
                                "\"" + word.text() + "\" after \""
                                        + arguments.statement().name() + "\" has no meaning"
                                        + (isDirection(word.text()) ? " without a weight before it" : ""),
                                first
                                        ? "\"" + arguments.statement().name()
                                                + "\" is left out, as keepalived leaves it out"
                                        : "it is left out",
                                NearestWord.to(word.text(), WORDS.contains(word.text()) ? List.of() : WORDS));
                arguments.skip();
                return !first;
            }
        }
        return true;
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
