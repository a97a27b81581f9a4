package io.github.lvs4j.vrrp.host;

import io.github.lvs4j.event.ErrorHandler;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.vrrp.port.InterfaceCondition;
import io.github.lvs4j.vrrp.track.FileTracker;
import io.github.lvs4j.vrrp.track.InterfaceTracker;
import io.github.lvs4j.vrrp.track.ProgramTracker;
import io.github.lvs4j.vrrp.track.ScriptTracker;
import io.github.lvs4j.vrrp.track.Tracker;
import io.github.lvs4j.vrrp.track.TrackerState;
import io.github.lvs4j.vrrp.track.TrackerUse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Hosts all trackers of a configuration, each once however many use it: knows what they have found, and tells their users of
 * changes. Confined to the loop; what scripts, files and the program say comes through its mailbox.
 */
final class TrackerHost {

    private final Executor mailbox;
    private final ErrorHandler errors;
    private final Map<Tracker, List<RouterHost>> users = new LinkedHashMap<>();
    private final Map<Tracker, TrackerState> states = new LinkedHashMap<>();
    private final List<ProgramTracker.Watch> sources = new ArrayList<>();
    private boolean closed;

    TrackerHost(Executor mailbox, ErrorHandler errors) {
        this.mailbox = mailbox;
        this.errors = errors;
    }

    void join(RouterHost router, List<TrackerUse> uses) {
        for (TrackerUse use : uses) {
            users.computeIfAbsent(use.tracker(), key -> new ArrayList<>()).add(router);
        }
    }

    Set<InterfaceName> interfaces() {
        Set<InterfaceName> names = new LinkedHashSet<>();
        for (Tracker tracker : users.keySet()) {
            if (tracker instanceof InterfaceTracker link) {
                names.add(link.interfaceName());
            }
        }
        return names;
    }

    TrackerState state(Tracker tracker) {
        return states.getOrDefault(tracker, TrackerState.UNKNOWN);
    }

    /** Learns what can be known at once, on the starting thread, and has the rest found out. */
    void start(Function<InterfaceName, InterfaceCondition> conditions) {
        for (Tracker tracker : users.keySet()) {
            if (tracker instanceof ProgramTracker program) {
                states.put(program, program.state());
                sources.add(program.watch(state -> tell(program, state)));
            } else if (tracker instanceof InterfaceTracker link) {
                states.put(link, stateOf(conditions.apply(link.interfaceName())));
            } else if (tracker instanceof ScriptTracker script) {
                if (script.startsDown()) {
                    states.put(script, new TrackerState.Down("no success so far"));
                }
                sources.add(ScriptRunner.start(script, state -> tell(script, state), errors));
            } else if (tracker instanceof FileTracker file) {
                sources.add(FileWatcher.start(file, state -> tell(file, state), errors));
            }
        }
    }

    void onCondition(InterfaceCondition condition) {
        for (Tracker tracker : users.keySet()) {
            if (tracker instanceof InterfaceTracker link && link.interfaceName().equals(condition.name())) {
                onState(link, stateOf(condition));
            }
        }
    }

    /** Ends the threads and the scripts, and waits for neither. */
    void close() {
        closed = true;
        sources.forEach(ProgramTracker.Watch::close);
        sources.clear();
    }

    private void tell(Tracker tracker, TrackerState state) {
        mailbox.execute(() -> onState(tracker, state));
    }

    private void onState(Tracker tracker, TrackerState state) {
        TrackerState before = state(tracker);
        if (!closed && !before.equals(state)) {
            states.put(tracker, state);
            users.getOrDefault(tracker, List.of()).forEach(router -> router.onTracker(tracker, before, state));
        }
    }

    private static TrackerState stateOf(InterfaceCondition condition) {
        if (condition.usable()) {
            return TrackerState.UP;
        }
        return new TrackerState.Down(condition.exists() ? "down or no carrier" : "there is no such interface");
    }
}
