package io.github.lvs4j.vrrp.track;

import io.github.lvs4j.net.InterfaceName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Something that decides whether, or how well, this host can serve as master. One tracker may be used by several virtual
 * routers and sync groups, each with its own weight:
 *
 * <pre>{@code
 * ProgramTracker database = Tracker.program("database");                        // up until told otherwise
 * VirtualRouter wan = VirtualRouter.on("eth0", 51).name("WAN").addresses("192.0.2.10").priority(Priority.of(150))
 *         .addTrackers(database.weight(-60))                                    // 90 while it is down
 *         .addTrackers(Tracker.link("eth2").fault())                            // no master without this link
 *         .addTrackers(Tracker.script("nginx", "pgrep", "-x", "nginx").fault()) // nor without this process
 *         .build();
 * VrrpRouter vrrp = LinuxVrrp.start(VrrpConfig.of(wan), event -> log.info(event.describe()));
 * pool.onConnectionLost(reason -> database.down(reason));                       // from any thread, at any time
 * pool.onConnected(database::up);
 * }</pre>
 *
 * <p>The priority in use is the base priority and everything that its trackers add, at least 1 and at most 254. An owner (255) is
 * not weighted; a fault is a fault for it too. Immutable, except {@link ProgramTracker}; any thread may call.
 */
public sealed interface Tracker permits ProgramTracker, InterfaceTracker, ScriptTracker, FileTracker {

    /**
     * What people call it.
     *
     * @return the name, of one tracker only in a configuration
     */
    String name();

    /**
     * Uses it to weight a priority, as keepalived does: a positive weight is added while it is up, a negative one is added, which
     * lowers the priority, while it is down. Before its first result it adds nothing. The number of a {@link FileTracker} is
     * multiplied by the weight instead.
     *
     * @param weight -254 to 254; 0 is {@link #fault()}
     * @return the use, for a virtual router or a sync group
     * @throws IllegalArgumentException if the weight is out of range
     */
    default TrackerUse weight(int weight) {
        return new TrackerUse(this, weight, false);
    }

    /**
     * Uses it as a condition: the fault state while it is down, and until its first result. For a {@link FileTracker} any
     * number but 0 is down.
     *
     * @return the use, for a virtual router or a sync group
     */
    default TrackerUse fault() {
        return weight(0);
    }

    /**
     * A tracker that the program sets, up to begin with.
     *
     * @param name what people call it
     * @return the tracker
     * @throws IllegalArgumentException if the name is blank
     */
    static ProgramTracker program(String name) {
        return new ProgramTracker(name, TrackerState.UP);
    }

    /**
     * A tracker of an interface: up while it is up and has a carrier.
     *
     * @param interfaceName the interface, which need not exist yet
     * @return the tracker, with the interface's name
     * @throws IllegalArgumentException if the kernel accepts no such name
     */
    static InterfaceTracker link(String interfaceName) {
        return new InterfaceTracker(InterfaceName.of(interfaceName));
    }

    /**
     * A tracker that runs a command each second: up when it exits with status 0.
     *
     * @param name what people call it
     * @param command the program and its arguments; there is no shell
     * @return the tracker, which {@link ScriptTracker#every} and others change
     * @throws IllegalArgumentException if the name is blank or the command empty
     */
    static ScriptTracker script(String name, String... command) {
        Duration second = Duration.ofSeconds(1);
        return new ScriptTracker(name, List.of(command), second, second, 1, 1, false);
    }

    /**
     * A tracker of the number in a file, read each second.
     *
     * @param name what people call it
     * @param path the file, which need not exist yet
     * @return the tracker, which {@link FileTracker#every} changes
     * @throws IllegalArgumentException if the name is blank
     */
    static FileTracker file(String name, Path path) {
        return new FileTracker(name, path, Duration.ofSeconds(1), Optional.empty());
    }
}
