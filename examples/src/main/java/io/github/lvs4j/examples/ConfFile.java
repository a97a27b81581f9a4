package io.github.lvs4j.examples;

import io.github.lvs4j.director.conf.ConfReading;
import io.github.lvs4j.director.conf.KeepalivedConf;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
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
        } catch (NoSuchFileException e) {
            return refused(file, "there is no file " + e.getMessage() + "; check the path");
        } catch (AccessDeniedException e) {
            return refused(file, "no permission to read " + e.getMessage() + "; let this user read it");
        } catch (InvalidPathException e) {
            return refused(file, "no such file can be named in this locale; set LC_ALL=C.UTF-8");
        } catch (IOException e) {
            return refused(file, "cannot be read: " + e.getMessage());
        }
    }

    private static Optional<ConfReading> refused(String file, String why) {
        System.err.println(file + ": error: " + why);
        return Optional.empty();
    }
}
