package io.github.lvs4j.examples;

import io.github.lvs4j.director.Director;
import io.github.lvs4j.director.DirectorConfig;
import io.github.lvs4j.director.DirectorOptions;
import io.github.lvs4j.director.conf.ConfReading;
import io.github.lvs4j.director.conf.KeepalivedConf;
import java.io.IOException;
import java.nio.file.Path;

/** Runs a whole director from a keepalived.conf inside this program; a few lines of the README. */
public final class RunDirector {

    private RunDirector() {}

    /**
     * Runs the example until standard input ends.
     *
     * @param arguments a keepalived.conf
     * @throws IOException if a file cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        // README: director
        ConfReading reading = KeepalivedConf.read(Path.of(arguments[0]));
        reading.diagnostics().forEach(System.err::println); // file, line, column, what is wrong, what helps
        DirectorConfig config = reading.config().orElseThrow();
        DirectorOptions options = DirectorOptions.builder()
                .addListeners(event -> System.out.println(event.describe()))
                .build();
        try (Director director = Director.start(config, options)) {
            System.in.read(); // runs until Enter is pressed
            System.out.println(director.status());
        }
        // README: end
    }
}
