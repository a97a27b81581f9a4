package io.github.lvs4j.examples.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The configuration of the seed's two directors: the file as it is for the first, its backup's form for the second. */
final class SeedDirectors {

    private final Path master;
    private final Path backup;

    private SeedDirectors(Path master, Path backup) {
        this.master = master;
        this.backup = backup;
    }

    /**
     * Derives the second file as the seed's comments say: BACKUP instead of MASTER, priority 99 instead of 100.
     *
     * @param configuration the first director's file
     * @return both files
     */
    static SeedDirectors of(Path configuration) {
        try {
            String text = Files.readString(configuration, StandardCharsets.UTF_8);
            String second = text.replace("state MASTER", "state BACKUP").replace("priority 100", "priority 99");
            Path file = Files.createTempFile("lvs4j-backup-", ".conf");
            return new SeedDirectors(configuration, Files.writeString(file, second, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot derive the second director's file from " + configuration, e);
        }
    }

    Path master() {
        return master;
    }

    Path backup() {
        return backup;
    }
}
