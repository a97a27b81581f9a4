package io.github.lvs4j.director.conf;

import io.github.lvs4j.vrrp.track.ScriptTracker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code vrrp_script NAME}: a command that is run again and again, and what it weighs unless its user says otherwise. */
final class TrackedScriptReader extends TrackedReader {

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofSeconds(4294); // keepalived's own bound

    Optional<Word> user = Optional.empty();
    private List<String> words = List.of();
    private Optional<Duration> interval = Optional.empty();
    private Optional<Duration> timeout = Optional.empty();
    private int rise = 1;
    private int fall = 1;
    private boolean startsDown;

    TrackedScriptReader(Position position, int number) {
        super(position, number, new WeightDraft(253));
    }

    void read(Arguments block) {
        name = block.text("a name");
        block.end();
        Set<String> said = new Keywords("vrrp_script", Set.of())
                .on("script", this::command)
                .on("interval", arguments -> interval = arguments.seconds("interval", SHORTEST, LONGEST))
                .on("timeout", arguments -> timeout = arguments.seconds("timeout", SHORTEST, LONGEST))
                .on("weight", weight::read)
                .on("rise", arguments -> rise = count(arguments))
                .on("fall", arguments -> fall = count(arguments))
                .on("user", this::user)
                .on("init_fail", arguments -> startsDown = true)
                .read(block.children(), block.report());
        if (!said.contains("script")) {
            block.report()
                    .error(
                            position,
                            "vrrp_script " + name.orElse("") + " has no command; add script \"COMMAND ARGUMENTS\"");
        }
    }

    /** The tracker under a name of its own; empty if what it needs was missing or wrong, which is reported. */
    Optional<ScriptTracker> tracker(String as) {
        if (words.isEmpty()) {
            return Optional.empty();
        }
        Duration each = interval.orElse(Duration.ofSeconds(1));
        return Optional.of(new ScriptTracker(as, words, each, timeout.orElse(each), rise, fall, startsDown));
    }

    private void command(Arguments arguments) {
        arguments.word("a command").ifPresent(word -> {
            if (word.text().startsWith("<")) {
                arguments
                        .report()
                        .error(
                                word.position(),
                                "a script that begins with < is not supported; let a track_file read "
                                        + word.text().substring(1));
                return;
            }
            words = arguments.checked(word.position(), () -> split(word.text())).orElse(List.of());
        });
        if (arguments.hasNext()) {
            arguments
                    .report()
                    .warning(
                            arguments.peek().position(),
                            "\"" + arguments.peek().text()
                                    + "\" after the first word of script is left out, as keepalived"
                                    + " 2.2.7 leaves it out; put the whole command between one pair of double quotes");
            arguments.skip();
        }
    }

    private static List<String> split(String text) {
        List<String> split = ScriptWords.split(text);
        if (split.isEmpty() || split.get(0).isEmpty()) {
            throw new IllegalArgumentException("this command is empty; name a program");
        }
        return split;
    }

    private void user(Arguments arguments) {
        user = arguments.word("a user");
        arguments.skip(); // the group, which goes with the user
    }

    private static int count(Arguments arguments) {
        return arguments.number("number", 1, Integer.MAX_VALUE).orElse(1);
    }
}
