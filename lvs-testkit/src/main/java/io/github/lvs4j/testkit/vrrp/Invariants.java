package io.github.lvs4j.testkit.vrrp;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.vrrp.SyncGroup;
import io.github.lvs4j.vrrp.VirtualAddress;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VrrpConfig;
import io.github.lvs4j.vrrp.VrrpEvent;
import io.github.lvs4j.vrrp.VrrpStance;
import io.github.lvs4j.vrrp.VrrpState;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The stock invariants of virtual routers. Those of elections hold where every link of a group works in both directions and
 * the priorities of a group's members agree in order from host to host. Stateless.
 */
public final class Invariants {

    private Invariants() {}

    /**
     * All of them.
     *
     * @return a list to expect
     */
    public static List<Invariant> stock() {
        return List.of(
                oneMaster(),
                recovered(),
                bestMaster(),
                groupsWhole(),
                noAddressLeft(),
                masterHasAddresses(),
                announced(),
                OrderOfDuties.invariant(),
                TimelyTakeover.invariant(),
                StalledMaster.invariant(),
                ReleaseAnswered.invariant(),
                HigherWins.invariant(),
                RequestsAnswered.invariant(),
                GroupInStep.invariant());
    }

    /**
     * Once settled, every virtual router has one master and no second, if anybody can take part. Who is held cannot.
     *
     * @return the invariant
     */
    public static Invariant oneMaster() {
        return Invariant.settled("one master", lan -> {
            for (Map.Entry<String, List<Seat>> election : elections(lan).entrySet()) {
                List<Seat> able = election.getValue().stream()
                        .filter(seat -> seat.state() != VrrpState.FAULT
                                && seat.state() != VrrpState.INITIALIZE
                                && seat.stance() != VrrpStance.HELD)
                        .toList();
                long masters = able.stream().filter(Seat::isMaster).count();
                if (!able.isEmpty() && masters != 1) {
                    return Optional.of(election.getKey() + " has " + masters + " masters: " + able);
                }
            }
            return Optional.empty();
        });
    }

    /**
     * Once settled, no virtual router is at fault whose host has all its interfaces up and plugged in.
     *
     * @return the invariant
     */
    public static Invariant recovered() {
        return Invariant.settled(
                "recovered",
                lan -> elections(lan).values().stream()
                        .flatMap(List::stream)
                        .filter(seat ->
                                seat.state() == VrrpState.FAULT && seat.host().isWhole())
                        .findFirst()
                        .map(seat -> seat + " though every link is whole"));
    }

    /**
     * Once settled, the master has the highest priority of all that can take part and were not told to stand aside, where all of
     * them preempt.
     *
     * @return the invariant
     */
    public static Invariant bestMaster() {
        return Invariant.settled("best master", lan -> {
            for (Map.Entry<String, List<Seat>> election : elections(lan).entrySet()) {
                List<Seat> able = election.getValue().stream()
                        .filter(seat -> seat.state() == VrrpState.MASTER
                                || (seat.state() == VrrpState.BACKUP && seat.stance() == VrrpStance.ORDINARY))
                        .toList();
                boolean preemption = able.stream()
                        .allMatch(seat -> seat.router().preemption().enabled());
                int best = able.stream().mapToInt(Seat::priority).max().orElse(0);
                if (preemption
                        && able.stream().noneMatch(seat -> seat.isMaster() && seat.priority() == best)
                        && able.stream().anyMatch(Seat::isMaster)) {
                    return Optional.of(election.getKey() + " is not with the highest priority " + best + ": " + able);
                }
            }
            return Optional.empty();
        });
    }

    /**
     * Once settled, the members of a sync group are all in one state.
     *
     * @return the invariant
     */
    public static Invariant groupsWhole() {
        return Invariant.settled("groups whole", lan -> {
            for (SimulatedHost host : lan.hosts()) {
                for (VrrpConfig config : host.isAlive() ? host.configs() : List.<VrrpConfig>of()) {
                    for (SyncGroup group : config.groups()) {
                        Set<VrrpState> states = new HashSet<>();
                        group.members().forEach(member -> states.add(host.state(member)));
                        if (states.size() > 1) {
                            return Optional.of("group " + group.name() + " is split on " + host + ": " + states);
                        }
                    }
                }
            }
            return Optional.empty();
        });
    }

    /**
     * Once settled, no kernel has a virtual address but the master's, except that of a process that was killed and had no
     * lease.
     *
     * @return the invariant
     */
    public static Invariant noAddressLeft() {
        return Invariant.of("no address left", lan -> new Invariant.Watch() {
            private final Map<String, ProcessChange> last = new LinkedHashMap<>();

            @Override
            public void happened(Happening happening, Consumer<String> complain) {
                if (happening instanceof Happening.ProcessChanged changed) {
                    last.put(changed.host(), changed.change());
                }
            }

            @Override
            public void settled(Consumer<String> complain) {
                for (SimulatedHost host : lan.hosts()) {
                    boolean killed = last.get(host.name()) == ProcessChange.KILLED;
                    Set<InetAddress> left = new HashSet<>(host.virtualAddresses());
                    for (VirtualRouter router : host.routers()) {
                        if (host.isMaster(router.name()) || (killed && !router.isLeased())) {
                            router.advertisedAddresses().forEach(left::remove);
                        }
                    }
                    if (!left.isEmpty()) {
                        complain.accept(host + " still has " + left + (killed ? " though its lease is over" : ""));
                    }
                }
            }
        });
    }

    /**
     * Once settled, a master's kernel has all its addresses.
     *
     * @return the invariant
     */
    public static Invariant masterHasAddresses() {
        return Invariant.settled("master has addresses", lan -> {
            for (List<Seat> election : elections(lan).values()) {
                for (Seat seat : election) {
                    for (InetAddress address : seat.router().advertisedAddresses()) {
                        if (seat.isMaster() && !seat.host().holds(address)) {
                            return Optional.of(seat + " has not " + address.getHostAddress());
                        }
                    }
                }
            }
            return Optional.empty();
        });
    }

    /**
     * Once settled, every master has announced its addresses since it took over.
     *
     * @return the invariant
     */
    public static Invariant announced() {
        return Invariant.of("announced", lan -> new Invariant.Watch() {
            private final Map<String, Duration> took = new LinkedHashMap<>();
            private final Map<String, Duration> told = new LinkedHashMap<>();

            @Override
            public void happened(Happening happening, Consumer<String> complain) {
                if (happening instanceof Happening.Announced word) {
                    told.put(word.host() + " " + word.address().getHostAddress(), word.at());
                } else if (happening instanceof Happening.Told event
                        && event.event() instanceof VrrpEvent.RouterTransition change
                        && change.to() == VrrpState.MASTER) {
                    took.put(event.host() + " " + change.router(), event.at());
                }
            }

            @Override
            public void settled(Consumer<String> complain) {
                for (List<Seat> election : elections(lan).values()) {
                    for (Seat seat : election) {
                        Duration since =
                                took.get(seat.host() + " " + seat.router().name());
                        for (InetAddress address : seat.router().advertisedAddresses()) {
                            Duration last = told.get(seat.host() + " " + address.getHostAddress());
                            if (seat.isMaster() && since != null && (last == null || last.compareTo(since) < 0)) {
                                complain.accept(seat + " never announced " + address.getHostAddress());
                            }
                        }
                    }
                }
            }
        });
    }

    /**
     * Once settled, the neighbours on a link send what is for a virtual address to its master. Not a stock invariant: a second
     * master that yields before the first has heard it leaves its announcement in every cache, until the first refreshes its own
     * ({@link io.github.lvs4j.vrrp.AnnouncementPolicy#refresh}). That takes lost packets: it advertises before it announces.
     *
     * @return the invariant
     */
    public static Invariant ownerSeen() {
        return Invariant.settled("owner seen", lan -> {
            for (List<Seat> election : elections(lan).values()) {
                for (Seat seat : election) {
                    for (VirtualAddress address : seat.router().addresses()) {
                        SimulatedLink link = seat.host()
                                .linkOf(address.interfaceName()
                                        .orElse(seat.router().interfaceName()));
                        Optional<SimulatedHost> seen =
                                link.ownerOf(address.prefix().address());
                        if (seat.isMaster() && seen.filter(seat.host()::equals).isEmpty()) {
                            return Optional.of(address + " is sought at " + seen + " and is with " + seat);
                        }
                    }
                }
            }
            return Optional.empty();
        });
    }

    /** One host's part in an election. */
    record Seat(SimulatedHost host, VirtualRouter router, VrrpState state, int priority, VrrpStance stance) {
        boolean isMaster() {
            return state == VrrpState.MASTER;
        }

        @Override
        public String toString() {
            return host + " " + router.name() + " " + state + " " + priority
                    + (stance == VrrpStance.ORDINARY ? "" : " " + stance);
        }
    }

    /** Who takes part in what, living processes only. */
    private static Map<String, List<Seat>> elections(SimulatedLan lan) {
        Map<String, List<Seat>> elections = new LinkedHashMap<>();
        for (SimulatedHost host : lan.hosts()) {
            if (!host.isAlive()) {
                continue;
            }
            for (VirtualRouter router : host.routers()) {
                String key = electionOf(host, router);
                elections
                        .computeIfAbsent(key, fresh -> new ArrayList<>())
                        .add(new Seat(
                                host,
                                router,
                                host.state(router.name()),
                                host.priorityOf(router),
                                host.stanceOf(router)));
            }
        }
        return elections;
    }

    private static String electionOf(SimulatedHost host, VirtualRouter router) {
        return (router.family() == AddressFamily.INET ? "IPv4" : "IPv6") + " virtual router id " + router.id() + " on "
                + host.linkOf(router.interfaceName());
    }
}
