package io.github.lvs4j.examples;

import io.github.lvs4j.director.Director;
import io.github.lvs4j.director.DirectorConfig;
import io.github.lvs4j.director.conf.KeepalivedConf;
import io.github.lvs4j.vrrp.track.ProgramTracker;
import io.github.lvs4j.vrrp.track.Tracker;
import java.io.IOException;
import java.nio.file.Path;

/** Lets a director rank lower while something is down that only this program knows of; a few lines of the README. */
public final class TrackDatabase {

    private TrackDatabase() {}

    /**
     * Runs the example until standard input ends.
     *
     * @param arguments a keepalived.conf with a sync group HK_GRP1
     * @throws IOException if a file cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        // README: track
        ProgramTracker database = Tracker.program("database"); // up until told otherwise
        DirectorConfig config = KeepalivedConf.read(Path.of(arguments[0])).orThrow();
        try (Director director = Director.start(config.tracking("HK_GRP1", database.weight(-60)))) {
            System.in.read();
            database.down("no answer from the primary"); // each member of the group ranks 60 lower
            System.in.read();
            System.out.println(director.status());
        }
        // README: end
    }
}
