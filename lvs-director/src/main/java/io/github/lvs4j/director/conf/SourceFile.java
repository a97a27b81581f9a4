package io.github.lvs4j.director.conf;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A text with the name under which messages speak of it.
 *
 * @param name as in messages
 * @param text the decoded text
 * @param directory where its relative includes are looked for; empty when it came from memory
 */
record SourceFile(String name, String text, Optional<Path> directory) {

    /** Drops the byte order mark that some editors write. */
    SourceFile {
        text = text.startsWith("\ufeff") ? text.substring(1) : text;
    }
}
