package io.github.lvs4j.director.conf;

import io.github.lvs4j.healthcheck.check.StatusCodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code url} of a HTTP check: what to ask and what to expect. */
final class UrlReader {

    final Position position;
    String path = "/";
    Optional<String> digest = Optional.empty();
    Optional<String> virtualHost = Optional.empty();
    /** What each word after {@code status_code} allows; empty when the file names none. */
    final List<StatusCodes> statusCodes = new ArrayList<>();

    UrlReader(Position position) {
        this.position = position;
    }

    void read(Arguments block) {
        new Keywords("url", KnownWords.URL)
                .on("path", this::path)
                .on("digest", this::digest)
                .on("status_code", this::status)
                .on("virtualhost", arguments -> virtualHost = arguments.text("a host name"))
                .read(block.children(), block.report());
    }

    private void path(Arguments arguments) {
        arguments.word("a path").ifPresent(word -> {
            boolean sound = word.text().startsWith("/") && word.text().chars().noneMatch(c -> c <= ' ' || c == 127);
            if (sound) {
                path = word.text();
            } else {
                arguments
                        .report()
                        .error(word.position(), "path \"" + word.text() + "\" must begin with / and have no blanks");
            }
        });
    }

    private void digest(Arguments arguments) {
        arguments.word("the MD5 of the body").ifPresent(word -> {
            if (word.text().matches("[0-9a-fA-F]{32}")) {
                digest = Optional.of(word.text().toLowerCase(Locale.ROOT));
            } else {
                arguments
                        .report()
                        .error(
                                word.position(),
                                "digest \"" + word.text() + "\" is no MD5: 32 hexadecimal digits; genhash prints it");
            }
        });
    }

    private void status(Arguments arguments) {
        do {
            arguments
                    .value("a status code or a range as 200-299", StatusCodes::parse)
                    .ifPresent(statusCodes::add);
        } while (arguments.hasNext());
    }
}
