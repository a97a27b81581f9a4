package io.github.lvs4j.examples;

import io.github.lvs4j.director.conf.ConfReading;
import io.github.lvs4j.director.conf.KeepalivedConf;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the file that a command is about and says on standard error what there is to say about it. */
final class ConfFile {

    private ConfFile() {}

    static Optional<ConfReading> read(String file) {
        try {
            ConfReading reading = KeepalivedConf.read(Path.of(file));
            reading.diagnostics().forEach(System.err::println);
            return Optional.of(reading);
        } catch (IOException e) {
            System.err.println(file + ": cannot be read: " + e);
            return Optional.empty();
        }
    }
}
