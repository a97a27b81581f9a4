package io.github.lvs4j.testkit.vrrp;

import io.github.lvs4j.error.AlreadyExistsException;
import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VrrpConfig;
import io.github.lvs4j.vrrp.VrrpControl;
import io.github.lvs4j.vrrp.VrrpEngine;
import io.github.lvs4j.vrrp.VrrpListener;
import io.github.lvs4j.vrrp.VrrpStance;
import io.github.lvs4j.vrrp.VrrpState;
import io.github.lvs4j.vrrp.VrrpStatus;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A host of a {@link SimulatedLan}: a kernel, a clock, interfaces, and one process at a time. Its first address on a link is
 * made from both numbers, so that a later host has the higher address on every link. Not thread-safe.
 */
public final class SimulatedHost {

    private final SimulatedLan lan;
    private final String name;
    private final int number;
    private final SplittableRandom random;
    private final HostClock clock;
    private final HostKernel kernel;
    private final Map<InterfaceName, HostPort> ports = new LinkedHashMap<>();
    private final Set<String> claims = new HashSet<>();
    private @Nullable SimulatedProcess process;
    private @Nullable Participant program;
    private long frozenUntil;
    private boolean frozen;
    private boolean tuned; // by requests
    private int checkpointsToFreeze = -1;
    private long freezeNanos;
    private long kernelDelayNanos;

    SimulatedHost(SimulatedLan lan, String name, int number, SplittableRandom random) {
        this.lan = lan;
        this.name = name;
        this.number = number;
        this.random = random;
        long origin = number % 2 == 0 ? Long.MAX_VALUE - Duration.ofSeconds(5).toNanos() : random.nextLong();
        this.clock = new HostClock(lan.time(), origin);
        this.kernel = new HostKernel(this, lan.time(), random.split());
    }

    /**
     * Its name.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * Plugs it into links, each by an interface of the link's name.
     *
     * @param linkNames the links
     * @return this host
     */
    public SimulatedHost on(String... linkNames) {
        for (String link : linkNames) {
            on(link, lan.link(link));
        }
        return this;
    }

    /**
     * Plugs it into a link.
     *
     * @param interfaceName the interface's name here
     * @param link the link
     * @return this host
     */
    public SimulatedHost on(String interfaceName, SimulatedLink link) {
        InterfaceName key = InterfaceName.of(interfaceName);
        HostPort port = new HostPort(this, key, link);
        ports.put(key, port);
        kernel.plugIn(port);
        return this;
    }

    // what runs on it

    /**
     * Starts virtual routers in a new process.
     *
     * @param config what to run
     * @return this host
     * @throws IllegalStateException if a process runs here
     */
    public SimulatedHost start(VrrpConfig config) {
        return start(running -> running.vrrp(config, VrrpListener.NONE));
    }

    /**
     * Starts a program in a new process.
     *
     * @param participant the program
     * @return this host
     * @throws IllegalStateException if a process runs here
     */
    public SimulatedHost start(Participant participant) {
        if (isAlive()) {
            throw new IllegalStateException("host " + name + " runs a process already: stop it first");
        }
        program = participant;
        tuned = false;
        frozen = false;
        checkpointsToFreeze = -1;
        SimulatedProcess started = new SimulatedProcess(this, random.split());
        process = started;
        happened(ProcessChange.STARTED);
        started.begin(participant);
        return this;
    }

    /** Sends its process a termination signal; it ends in order once it runs. Nothing if there is none. */
    public void stop() {
        stop(() -> {});
    }

    /** Starts what ran last, in a new process. Nothing if one runs. */
    public void restart() {
        Participant last = program;
        if (!isAlive() && last != null) {
            start(last);
        }
    }

    /**
     * Stops its process in order and then starts another configuration: how a director is reconfigured.
     *
     * @param config what to run
     */
    public void reconfigure(VrrpConfig config) {
        lan.record(new Happening.Noted(lan.now(), name, "is reconfigured"));
        if (isAlive()) {
            stop(() -> start(config));
        } else {
            start(config);
        }
    }

    /** Kills its process: sockets are closed, addresses stay as they are. Nothing if there is none. */
    public void crash() {
        SimulatedProcess present = process;
        if (present != null && present.isAlive()) {
            happened(ProcessChange.KILLED);
            frozen = false;
            checkpointsToFreeze = -1;
            present.kill();
        }
    }

    /**
     * Freezes its process, as a collector or a hypervisor does; the kernel goes on: queues fill, leases end.
     *
     * @param length for how long
     */
    public void pause(Duration length) {
        if (isAlive()) {
            freeze(length.toNanos());
        }
    }

    /**
     * Freezes its process in the middle of what it does, between two readings of a clock or two packets.
     *
     * @param length for how long
     * @param calls at which of its calls of the outside world, from now on
     */
    public void pauseWithin(Duration length, int calls) {
        checkpointsToFreeze = calls;
        freezeNanos = length.toNanos();
    }

    /**
     * A program's hand on its virtual routers. What is asked and how it ends is in the trace, and the stock invariants demand that
     * every request is answered. A process that is frozen hears of it when it goes on.
     *
     * @param name a sync group, or a virtual router without a group
     * @return its control, as long as the present process lives
     * @throws IllegalStateException if no virtual routers run here
     * @throws IllegalArgumentException if none of them has that name, or it is a member of a group
     */
    public VrrpControl control(String name) {
        SimulatedProcess present = process;
        List<VrrpEngine> engines = present == null || !present.isAlive() ? List.of() : present.engines();
        if (engines.isEmpty()) {
            throw new IllegalStateException("host " + this.name + " runs no virtual routers: start some first");
        }
        tuned = true;
        return new RecordedControl(this, engines.get(0).control(name));
    }

    // what happens to it

    /**
     * Pulls a cable: the carrier is gone.
     *
     * @param interfaceName which interface
     */
    public void unplug(String interfaceName) {
        lan.record(new Happening.Noted(lan.now(), name, "cable of " + interfaceName + " is pulled"));
        kernel.setPlugged(port(InterfaceName.of(interfaceName)), false);
    }

    /**
     * Plugs a cable in again.
     *
     * @param interfaceName which interface
     */
    public void plug(String interfaceName) {
        lan.record(new Happening.Noted(lan.now(), name, "cable of " + interfaceName + " is plugged in"));
        kernel.setPlugged(port(InterfaceName.of(interfaceName)), true);
    }

    /**
     * Sets an interface down.
     *
     * @param interfaceName which interface
     */
    public void linkDown(String interfaceName) {
        lan.record(new Happening.Noted(lan.now(), name, interfaceName + " is set down"));
        kernel.setUp(port(InterfaceName.of(interfaceName)), false);
    }

    /**
     * Sets an interface up.
     *
     * @param interfaceName which interface
     */
    public void linkUp(String interfaceName) {
        lan.record(new Happening.Noted(lan.now(), name, interfaceName + " is set up"));
        kernel.setUp(port(InterfaceName.of(interfaceName)), true);
    }

    /**
     * Has somebody else remove an address from its kernel.
     *
     * @param address which address
     */
    public void removeAddress(InetAddress address) {
        kernel.remove(address);
    }

    /**
     * Lets its clocks run fast or slow.
     *
     * @param partsPerMillion 1000 gains a second in 1000 seconds
     */
    public void drift(double partsPerMillion) {
        clock.drift(partsPerMillion);
    }

    /**
     * Sets its wall clock.
     *
     * @param difference how far it jumps; the monotonic clock does not
     */
    public void stepWallClock(Duration difference) {
        lan.record(new Happening.Noted(lan.now(), name, "wall clock steps by " + Happening.seconds(difference)));
        clock.stepWallClock(difference.toNanos());
    }

    /**
     * Makes its kernel slow to install and remove addresses.
     *
     * @param delay for each call
     */
    public void kernelDelay(Duration delay) {
        kernelDelayNanos = delay.toNanos();
    }

    /** Ends every fault of this host; what is dead stays dead. */
    public void heal() {
        for (HostPort port : ports.values()) {
            if (!port.isWhole()) {
                kernel.setPlugged(port, true);
                kernel.setUp(port, true);
                lan.record(new Happening.Noted(lan.now(), name, port.name() + " is whole again"));
            }
        }
        kernelDelayNanos = 0;
        clock.drift(0);
        checkpointsToFreeze = -1;
        if (frozen) {
            frozenUntil = lan.time().nowNanos();
            thaw();
        }
    }

    // what it looks like

    /**
     * Whether a process runs here, frozen or not.
     *
     * @return false before the first, and after it has ended
     */
    public boolean isAlive() {
        SimulatedProcess present = process;
        return present != null && present.isAlive();
    }

    /**
     * Whether its process stands still.
     *
     * @return true between pause and resumption
     */
    public boolean isFrozen() {
        return frozen;
    }

    /**
     * How its virtual routers stand.
     *
     * @return empty if none run
     */
    public Optional<VrrpStatus> status() {
        SimulatedProcess present = process;
        if (present == null || !present.isAlive()) {
            return Optional.empty();
        }
        return present.engines().stream().map(VrrpEngine::status).findFirst();
    }

    /**
     * How one of its virtual routers stands.
     *
     * @param router the router's name
     * @return INITIALIZE if it does not run
     */
    public VrrpState state(String router) {
        return status().flatMap(all -> all.router(router))
                .map(VrrpStatus.RouterStatus::state)
                .orElse(VrrpState.INITIALIZE);
    }

    /**
     * Whether one of its virtual routers is master.
     *
     * @param router the router's name
     * @return false if it does not run
     */
    public boolean isMaster(String router) {
        return state(router) == VrrpState.MASTER;
    }

    /**
     * Whether its kernel answers for an address.
     *
     * @param address a virtual address
     * @return true while it is installed
     */
    public boolean holds(InetAddress address) {
        return kernel.holds(address);
    }

    /**
     * The addresses in its kernel that are not its own.
     *
     * @return the virtual addresses, wherever they came from
     */
    public Set<InetAddress> virtualAddresses() {
        return kernel.virtualAddresses();
    }

    /**
     * The definitions of the virtual routers that run here, or ran last.
     *
     * @return in the order of the configuration
     */
    public List<VirtualRouter> routers() {
        SimulatedProcess present = process;
        return present == null ? List.of() : present.definitions();
    }

    /**
     * The configurations that run here, or ran last.
     *
     * @return usually one
     */
    public List<VrrpConfig> configs() {
        SimulatedProcess present = process;
        return present == null
                ? List.of()
                : present.vrrpTasks().stream().map(VrrpTask::config).toList();
    }

    /**
     * Its monotonic clock.
     *
     * @return how long it has run, on the host's own clock
     */
    public Duration clockReading() {
        return Duration.ofNanos(clock.elapsed());
    }

    /**
     * Its own address on a link, from which its advertisements come: what its peers need for unicast.
     *
     * @param interfaceName which interface
     * @param family of which family
     * @return the address; for IPv6 the link-local one
     */
    public InetAddress addressOn(String interfaceName, AddressFamily family) {
        return kernel.sourceOf(port(InterfaceName.of(interfaceName)), family);
    }

    /**
     * The link on which an interface is.
     *
     * @param interfaceName which interface
     * @return the link
     */
    public SimulatedLink linkOf(InterfaceName interfaceName) {
        return port(interfaceName).link();
    }

    // for the simulation

    SimulatedLan lan() {
        return lan;
    }

    /** The priority in use, which requests and trackers change. */
    int priorityOf(VirtualRouter router) {
        return standing(router)
                .map(VrrpStatus.RouterStatus::priority)
                .orElse(router.priority())
                .value();
    }

    VrrpStance stanceOf(VirtualRouter router) {
        return standing(router).map(VrrpStatus.RouterStatus::stance).orElse(VrrpStance.ORDINARY);
    }

    /** Whether its routers stand otherwise than their definitions say: asking them takes time. */
    private Optional<VrrpStatus.RouterStatus> standing(VirtualRouter router) {
        boolean asDefined = !tuned
                && configs().stream()
                        .noneMatch(config -> !config.trackersOf(router.name()).isEmpty());
        return asDefined ? Optional.empty() : status().flatMap(all -> all.router(router.name()));
    }

    boolean isWhole() {
        return ports.values().stream().allMatch(HostPort::isWhole);
    }

    int number() {
        return number;
    }

    HostClock clock() {
        return clock;
    }

    HostKernel kernel() {
        return kernel;
    }

    Collection<HostPort> ports() {
        return new ArrayList<>(ports.values());
    }

    HostPort port(InterfaceName key) {
        HostPort port = ports.get(key);
        if (port == null) {
            throw new IllegalArgumentException("host " + name + " has no interface " + key + ", only " + ports.keySet()
                    + ": plug it in with on(...)");
        }
        return port;
    }

    @Nullable
    HostPort findPort(InterfaceName key) {
        return ports.get(key);
    }

    boolean hasBaseAddress(InterfaceName where, InetAddress address) {
        return kernel.hasBaseAddress(where, address);
    }

    long kernelDelayNanos() {
        return kernelDelayNanos;
    }

    void claim(String what) {
        if (!claims.add(what)) {
            throw new AlreadyExistsException("claim " + what, 98, "EADDRINUSE", null);
        }
    }

    void giveBack(String what) {
        claims.remove(what);
    }

    /** The process looks at the outside world: here it can be frozen, and here it finds itself killed. */
    void checkpoint() {
        SimulatedProcess present = process;
        if (present == null || !present.isPerforming()) {
            return;
        }
        // One at a time: a second one would hold up the first's process until it ends itself.
        if (checkpointsToFreeze >= 0 && !frozen && !lan.isFreezingWithin() && checkpointsToFreeze-- == 0) {
            kernel.planExpiry();
            freeze(freezeNanos);
            lan.freezingWithin(true);
            while (frozen && isAlive() && lan.time().step(frozenUntil)) {
                // the others live on
            }
            lan.freezingWithin(false);
            if (!present.isAlive()) {
                throw new ProcessKilled();
            }
            kernel.sync();
        }
    }

    private void freeze(long nanos) {
        frozenUntil = Math.max(frozenUntil, lan.time().nowNanos() + nanos);
        if (!frozen) {
            frozen = true;
            happened(ProcessChange.FROZEN);
        }
        lan.time().plan(nanos, this::thaw);
    }

    private void thaw() {
        SimulatedProcess present = process;
        if (frozen && lan.time().nowNanos() >= frozenUntil && present != null) {
            frozen = false;
            happened(ProcessChange.RESUMED);
            present.resume();
        }
    }

    private void stop(Runnable ended) {
        SimulatedProcess present = process;
        if (present != null && present.isAlive()) {
            present.stop(() -> {
                happened(ProcessChange.STOPPED);
                ended.run();
            });
        }
    }

    private void happened(ProcessChange change) {
        lan.record(new Happening.ProcessChanged(lan.now(), name, change));
    }

    @Override
    public String toString() {
        return name;
    }
}
