package io.github.lvs4j.vrrp.track;

import java.time.Duration;
import java.util.List;

/**
 * A tracker that runs a command again and again, as keepalived's {@code vrrp_script}: up when it exits with status 0, down with
 * any other, when it cannot be run, and when it takes too long. Immutable.
 *
 * <p>It runs as the user of this process, without a shell, with no input and with its output discarded; whoever may write to
 * the file may do all that this process may. When it takes too long, the program and everything that it has started (its
 * process group) are asked to end (SIGTERM), and made to two seconds later (SIGKILL). A run never begins before the former
 * one has ended.
 *
 * @param name what people call it
 * @param command the program, found by PATH unless it has a slash, and its arguments
 * @param interval from the beginning of one run to the next
 * @param timeout how long a run may take
 * @param rise how many successes in a row make it up again
 * @param fall how many failures in a row make it down
 * @param startsDown whether it is down until {@code rise} successes. Otherwise its state is unknown until the first run has
 *     ended, which then decides alone
 */
public record ScriptTracker(
        String name, List<String> command, Duration interval, Duration timeout, int rise, int fall, boolean startsDown)
        implements Tracker {

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    /**
     * Copies the command and checks all.
     *
     * @throws IllegalArgumentException if the name is blank, the command empty, a time not 1 ms to a day, or a count not positive
     */
    public ScriptTracker {
        command = List.copyOf(command);
        require(!name.isBlank(), "a tracker needs a name");
        require(!command.isEmpty() && !command.get(0).isBlank(), "script tracker " + name + " has no command");
        require(isTime(interval), "script tracker " + name + " runs each " + interval + ": use 1 ms to 1 day");
        require(isTime(timeout), "script tracker " + name + " has a timeout of " + timeout + ": use 1 ms to 1 day");
        require(rise > 0 && fall > 0, "script tracker " + name + " needs a rise and a fall of at least 1");
    }

    /**
     * The same, run at another interval, which becomes its timeout too.
     *
     * @param each 1 ms to a day
     * @return the changed tracker
     * @throws IllegalArgumentException if the time is out of range
     */
    public ScriptTracker every(Duration each) {
        return new ScriptTracker(name, command, each, each, rise, fall, startsDown);
    }

    /**
     * The same with another timeout.
     *
     * @param most how long a run may take, 1 ms to a day
     * @return the changed tracker
     * @throws IllegalArgumentException if the time is out of range
     */
    public ScriptTracker timeout(Duration most) {
        return new ScriptTracker(name, command, interval, most, rise, fall, startsDown);
    }

    /**
     * The same, which more than one result must agree on.
     *
     * @param successes in a row that make it up again
     * @param failures in a row that make it down
     * @return the changed tracker
     * @throws IllegalArgumentException if a count is not positive
     */
    public ScriptTracker riseAndFall(int successes, int failures) {
        return new ScriptTracker(name, command, interval, timeout, successes, failures, startsDown);
    }

    /**
     * The same, down until it has proved otherwise (keepalived's {@code init_fail}).
     *
     * @return the changed tracker
     */
    public ScriptTracker startingDown() {
        return new ScriptTracker(name, command, interval, timeout, rise, fall, true);
    }

    private static boolean isTime(Duration time) {
        return time.compareTo(SHORTEST) >= 0 && time.compareTo(LONGEST) <= 0;
    }

    private static void require(boolean condition, String complaint) {
        if (!condition) {
            throw new IllegalArgumentException(complaint);
        }
    }
}
