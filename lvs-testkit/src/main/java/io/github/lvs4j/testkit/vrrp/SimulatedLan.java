package io.github.lvs4j.testkit.vrrp;

import io.github.lvs4j.vrrp.VirtualRouter;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Hosts and the links between them, on virtual time. What runs on the hosts is the production code of {@code lvs-vrrp}, or
 * a program's own {@link Participant}; what is simulated is everything around it: the kernel with its addresses and receive
 * queues, clocks, switches and cables. Chance is drawn from the seed alone, so one seed plays the same piece every time.
 *
 * <pre>{@code
 * SimulatedLan lan = SimulatedLan.withSeed(7);
 * SimulatedHost a = lan.host("a").on("wan", "lan").start(director(150));
 * SimulatedHost b = lan.host("b").on("wan", "lan").start(director(100));
 * lan.expect(Invariants.stock());
 * lan.settle();
 * a.unplug("wan");
 * lan.settle();
 * lan.verify();
 * assertThat(lan.mastersOf("LAN")).containsExactly(b);
 * }</pre>
 *
 * <p>A link is made when it is first named; an interface bears its link's name unless another is given. To try many seeds with
 * random faults, and to have a failing one shrunk, use a {@link Simulation}.
 *
 * <p>Not thread-safe: one thread builds it, runs it and asks it.
 */
public final class SimulatedLan {

    private static final Duration SLACK = Duration.ofSeconds(1);

    private final long seed;
    private final EventQueue time = new EventQueue();
    private final SplittableRandom random;
    private final SplittableRandom chance;
    private final Map<String, SimulatedLink> links = new LinkedHashMap<>();
    private final Map<String, SimulatedHost> hosts = new LinkedHashMap<>();
    private final List<Happening> trace = new ArrayList<>();
    private final List<Invariant> expected = new ArrayList<>();
    private final List<Invariant.Watch> watches = new ArrayList<>();
    private final List<Violation> violations = new ArrayList<>();
    private final Ownership ownership = new Ownership();
    private boolean traced = true;
    private boolean freezingWithin;
    private long happenings;
    private long requests;

    private SimulatedLan(long seed) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
        this.chance = random.split();
    }

    /**
     * An empty LAN.
     *
     * @param seed decides everything that is left to chance
     * @return the LAN, at time 0
     */
    public static SimulatedLan withSeed(long seed) {
        return new SimulatedLan(seed);
    }

    /**
     * The seed.
     *
     * @return what it was made with
     */
    public long seed() {
        return seed;
    }

    /**
     * Chance for the test itself: drawing from it changes nothing else.
     *
     * @return always the same, made from the seed
     */
    public SplittableRandom chance() {
        return chance;
    }

    /**
     * A link: a switch, and the cables to it.
     *
     * @param name its name; a new one makes a link
     * @return the link
     */
    public SimulatedLink link(String name) {
        return links.computeIfAbsent(name, key -> new SimulatedLink(this, key, links.size(), random.split()));
    }

    /**
     * A host.
     *
     * @param name its name; a new one makes a host without interfaces
     * @return the host
     */
    public SimulatedHost host(String name) {
        return hosts.computeIfAbsent(name, key -> new SimulatedHost(this, key, hosts.size(), random.split()));
    }

    /**
     * All links.
     *
     * @return in the order in which they were made
     */
    public Collection<SimulatedLink> links() {
        return List.copyOf(links.values());
    }

    /**
     * All hosts.
     *
     * @return in the order in which they were made
     */
    public Collection<SimulatedHost> hosts() {
        return List.copyOf(hosts.values());
    }

    /**
     * Virtual time.
     *
     * @return since the beginning
     */
    public Duration now() {
        return Duration.ofNanos(time.nowNanos());
    }

    /**
     * Plans something.
     *
     * @param delay from now
     * @param task happens then, between two steps of whatever runs
     */
    public void after(Duration delay, Runnable task) {
        time.plan(delay.toNanos(), task);
    }

    /**
     * Lets time pass.
     *
     * @param length how much; a process that is frozen at its end may draw it out
     * @throws SimulationFailure at the first violation of what is {@linkplain #expect expected}
     */
    public void run(Duration length) {
        long end = time.nowNanos() + length.toNanos();
        while (time.step(end)) {
            throwViolation();
        }
        throwViolation();
    }

    /**
     * Lets the {@link #settlingTime()} pass.
     *
     * @throws SimulationFailure at the first violation of what is {@linkplain #expect expected}
     */
    public void settle() {
        run(settlingTime());
    }

    /**
     * The bound within which every election is over once no fault is left: three times the longest master down interval of a router
     * at the longest interval of its peers, the longest preemption delay, and a second. Three, because a member of a sync group
     * may have to wait a whole interval longer for the others, and the winner may then be replaced by a better one.
     *
     * @return the bound for what runs, or ran last, on the hosts
     */
    public Duration settlingTime() {
        Duration longest = Duration.ZERO;
        Duration delay = Duration.ZERO;
        for (SimulatedHost host : hosts.values()) {
            for (VirtualRouter router : host.routers()) {
                Duration interval = router.advertisementInterval();
                for (SimulatedHost other : hosts.values()) {
                    for (VirtualRouter peer : other.routers()) {
                        if (peer.id().equals(router.id())
                                && peer.advertisementInterval().compareTo(interval) > 0) {
                            interval = peer.advertisementInterval();
                        }
                    }
                }
                Duration down = WireRules.downInterval(router, host.priorityOf(router), interval);
                longest = longest.compareTo(down) > 0 ? longest : down;
                Duration hold = router.preemption().delay();
                delay = delay.compareTo(hold) > 0 ? delay : hold;
            }
        }
        return longest.multipliedBy(3).plus(delay).plus(SLACK);
    }

    /** Ends every fault: links are good and whole, cables plugged in, interfaces up, frozen processes go on. What is dead stays so. */
    public void heal() {
        links.values().forEach(SimulatedLink::heal);
        hosts.values().forEach(SimulatedHost::heal);
    }

    /**
     * Who is master now.
     *
     * @param router the name of a virtual router
     * @return the hosts that think they are
     */
    public List<SimulatedHost> mastersOf(String router) {
        return hosts.values().stream().filter(host -> host.isMaster(router)).toList();
    }

    /**
     * Who has an address now, as the kernels say.
     *
     * @param address a virtual address
     * @return the hosts that would answer for it
     */
    public List<SimulatedHost> holdersOf(InetAddress address) {
        return hosts.values().stream().filter(host -> host.holds(address)).toList();
    }

    /**
     * The longest time so far in which two hosts had the same virtual address on a link.
     *
     * @return zero if it never happened
     */
    public Duration longestOverlap() {
        return Duration.ofNanos(ownership.longestOverlap(time.nowNanos()));
    }

    /** Forgets the overlaps so far. */
    public void forgetOverlaps() {
        ownership.forget(time.nowNanos());
    }

    /**
     * Watches over invariants from now on.
     *
     * @param invariants what must hold
     * @return this LAN
     */
    public SimulatedLan expect(Invariant... invariants) {
        return expect(List.of(invariants));
    }

    /**
     * Watches over invariants from now on.
     *
     * @param invariants what must hold
     * @return this LAN
     */
    public SimulatedLan expect(List<Invariant> invariants) {
        for (Invariant invariant : invariants) {
            expected.add(invariant);
            watches.add(invariant.watch(this));
        }
        return this;
    }

    /**
     * Judges what must hold once everything has settled.
     *
     * @throws SimulationFailure if it does not
     */
    public void verify() {
        for (int i = 0; i < expected.size(); i++) {
            Invariant invariant = expected.get(i);
            watches.get(i).settled(complaint -> violate(invariant.name(), complaint));
        }
        throwViolation();
    }

    /**
     * Judges one thing that must hold now.
     *
     * @param name what is judged
     * @param judgement a complaint, or nothing
     * @throws SimulationFailure if there is a complaint
     */
    public void verify(String name, Function<SimulatedLan, Optional<String>> judgement) {
        judgement.apply(this).ifPresent(complaint -> violate(name, complaint));
        throwViolation();
    }

    /**
     * What has happened.
     *
     * @return everything so far, in order; empty if it is {@linkplain #traced(boolean) not kept}
     */
    public List<Happening> trace() {
        return List.copyOf(trace);
    }

    /**
     * The trace as text.
     *
     * @return a line for each happening
     */
    public String traceText() {
        StringBuilder text = new StringBuilder();
        trace.forEach(happening -> text.append(happening.describe()).append('\n'));
        return text.toString();
    }

    /**
     * Whether the trace is kept. Runs without one are quicker and can be long; the same seed with one tells the story.
     *
     * @param kept by default true
     * @return this LAN
     */
    public SimulatedLan traced(boolean kept) {
        traced = kept;
        return this;
    }

    /**
     * How much has happened.
     *
     * @return the number of happenings, kept or not
     */
    public long happenings() {
        return happenings;
    }

    /**
     * Puts a line into the trace.
     *
     * @param text what the test wants to remember
     */
    public void note(String text) {
        record(new Happening.Noted(now(), "", text));
    }

    long nextRequest() {
        return ++requests;
    }

    EventQueue time() {
        return time;
    }

    boolean isFreezingWithin() {
        return freezingWithin;
    }

    void freezingWithin(boolean begins) {
        freezingWithin = begins;
    }

    Ownership ownership() {
        return ownership;
    }

    void record(Happening happening) {
        happenings++;
        if (traced) {
            trace.add(happening);
        }
        for (int i = 0; i < watches.size(); i++) {
            Invariant invariant = expected.get(i);
            watches.get(i).happened(happening, complaint -> violate(invariant.name(), complaint));
        }
    }

    void violate(String invariant, String complaint) {
        violations.add(new Violation(invariant, now(), complaint));
        if (traced) {
            trace.add(new Happening.Noted(now(), "", "VIOLATION of " + invariant + ": " + complaint));
        }
    }

    private void throwViolation() {
        if (!violations.isEmpty()) {
            Violation first = violations.get(0);
            violations.clear();
            throw new SimulationFailure(seed, first, List.of(), traceText());
        }
    }
}
