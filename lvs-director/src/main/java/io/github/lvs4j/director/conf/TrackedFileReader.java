package io.github.lvs4j.director.conf;

import io.github.lvs4j.vrrp.track.FileTracker;
import io.github.lvs4j.vrrp.track.Tracker;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** {@code track_file NAME}, once called {@code vrrp_track_file}: a file with a number, and what that is multiplied by. */
final class TrackedFileReader extends TrackedReader {

    private Optional<Path> path = Optional.empty();
    private boolean initialized;
    private int initial;
    private boolean overwrite;

    TrackedFileReader(Position position, int number) {
        super(position, number, new WeightDraft(254));
    }

    void read(Arguments block) {
        name = block.text("a name");
        block.end();
        Set<String> said = new Keywords("track_file", Set.of())
                .on("file", arguments -> path = arguments.value("a file", Path::of))
                .on("weight", weight::read)
                .on("init_file", this::initial)
                .read(block.children(), block.report());
        if (!said.contains("file")) {
            block.report().error(position, "track_file " + name.orElse("") + " has no file; add file \"PATH\"");
        }
    }

    /** The tracker under a name of its own; empty if what it needs was missing or wrong, which is reported. */
    Optional<FileTracker> tracker(String as) {
        return path.map(file -> Tracker.file(as, file))
                .map(tracker -> initialized ? tracker.startingWith(initial, overwrite) : tracker);
    }

    private void initial(Arguments arguments) {
        initialized = true;
        overwrite(arguments);
        if (arguments.hasNext()) {
            initial = arguments
                    .number("number", Integer.MIN_VALUE, Integer.MAX_VALUE)
                    .orElse(0);
            overwrite(arguments);
        }
    }

    /** The word may stand before or behind the number. */
    private void overwrite(Arguments arguments) {
        if (arguments.hasNext() && arguments.peek().text().equals("overwrite")) {
            overwrite = arguments.text("overwrite").isPresent();
        }
    }
}
