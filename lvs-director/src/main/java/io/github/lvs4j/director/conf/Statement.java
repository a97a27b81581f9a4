package io.github.lvs4j.director.conf;

import java.util.List;
import java.util.Optional;

/**
 * A keyword with its arguments and, when it opens one, the block of statements below it.
 *
 * @param keyword the first word
 * @param arguments the words after it on the line
 * @param block the statements between its braces, empty when it has none
 */
record Statement(Word keyword, List<Word> arguments, Optional<List<Statement>> block) {

    Statement {
        arguments = List.copyOf(arguments);
        block = block.map(List::copyOf);
    }

    String name() {
        return keyword.text();
    }

    Position position() {
        return keyword.position();
    }

    List<Statement> children() {
        return block.orElse(List.of());
    }

    /** The keyword with its arguments, as a message names a block: {@code vrrp_instance LVS_WAN}. */
    String title() {
        StringBuilder title = new StringBuilder(name());
        arguments.forEach(word -> title.append(' ').append(word.text()));
        return title.toString();
    }
}
