package io.github.lvs4j.testkit.vrrp;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * One link of a {@link SimulatedLan}: it carries packets between the interfaces on it as well as its quality and its
 * partitions allow, and it knows who announced an address last, as every ARP cache on it does. Not thread-safe.
 */
public final class SimulatedLink {

    private record Way(String from, String to) {}

    private final SimulatedLan lan;
    private final String name;
    private final int number;
    private final SplittableRandom random;
    private final List<HostPort> ports = new ArrayList<>();
    private final Set<String> isolated = new HashSet<>();
    private final Set<Way> blocked = new HashSet<>();
    private final Map<InetAddress, String> owners = new HashMap<>();
    private LinkQuality quality = LinkQuality.GOOD;
    private Duration longestDelay = LinkQuality.GOOD.mostDelay();

    SimulatedLink(SimulatedLan lan, String name, int number, SplittableRandom random) {
        this.lan = lan;
        this.name = name;
        this.number = number;
        this.random = random;
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
     * Sets what it does to packets.
     *
     * @param changed from now on
     */
    public void quality(LinkQuality changed) {
        quality = changed;
        Duration delay = changed.mostDelay();
        longestDelay = delay.compareTo(longestDelay) > 0 ? delay : longestDelay;
        lan.note("link " + name + ": " + changed);
    }

    /**
     * Cuts hosts off from the others, who hear nothing of it: carrier stays. Among themselves they stay connected.
     *
     * @param hosts those on the far side
     */
    public void isolate(SimulatedHost... hosts) {
        for (SimulatedHost host : hosts) {
            isolated.add(host.name());
            lan.note("link " + name + ": " + host.name() + " is cut off");
        }
    }

    /**
     * Drops everything that goes one way.
     *
     * @param from who is no longer heard
     * @param to by whom
     */
    public void block(SimulatedHost from, SimulatedHost to) {
        blocked.add(new Way(from.name(), to.name()));
        lan.note("link " + name + ": " + to.name() + " hears nothing of " + from.name());
    }

    /** Makes it good and whole. */
    public void heal() {
        if (!isolated.isEmpty() || !blocked.isEmpty() || !quality.equals(LinkQuality.GOOD)) {
            lan.note("link " + name + ": good and whole");
        }
        isolated.clear();
        blocked.clear();
        quality = LinkQuality.GOOD;
    }

    /**
     * Whom the other hosts on this link send to for an address: who announced it last.
     *
     * @param address a virtual address
     * @return empty if nobody did
     */
    public Optional<SimulatedHost> ownerOf(InetAddress address) {
        return Optional.ofNullable(owners.get(address)).map(lan::host);
    }

    /**
     * Has a stranger send a packet to everybody on this link; it arrives after the shortest delay and draws nothing from chance.
     *
     * @param packet what to send
     */
    public void inject(SimulatedPacket packet) {
        for (HostPort port : ports) {
            lan.time().plan(quality.leastDelay().toNanos(), () -> port.arrive(packet));
        }
    }

    int number() {
        return number;
    }

    /** The longest that any packet may have taken so far. */
    Duration longestDelay() {
        return longestDelay;
    }

    void attach(HostPort port) {
        ports.add(port);
    }

    void transmit(HostPort from, SimulatedPacket packet) {
        if (!from.hasCarrier()) {
            return;
        }
        for (HostPort to : ports) {
            if (to == from || !reaches(from.host().name(), to.host().name())) {
                continue;
            }
            if (quality.loss() > 0 && random.nextDouble() < quality.loss()) {
                continue;
            }
            deliver(to, packet);
            if (quality.duplication() > 0 && random.nextDouble() < quality.duplication()) {
                deliver(to, packet);
            }
        }
    }

    void announced(HostPort from, InetAddress address) {
        if (from.hasCarrier() && !isolated.contains(from.host().name())) {
            owners.put(address, from.host().name());
        }
    }

    private boolean reaches(String from, String to) {
        return isolated.contains(from) == isolated.contains(to) && !blocked.contains(new Way(from, to));
    }

    private void deliver(HostPort to, SimulatedPacket packet) {
        long least = quality.leastDelay().toNanos();
        long most = quality.mostDelay().toNanos();
        long delay = most > least ? random.nextLong(least, most + 1) : least;
        lan.time().plan(delay, () -> to.arrive(packet));
    }

    @Override
    public String toString() {
        return name;
    }
}
