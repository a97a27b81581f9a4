package io.github.lvs4j.vrrp;

import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.vrrp.track.Tracker;
import io.github.lvs4j.vrrp.track.TrackerUse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All virtual routers and sync groups of one host, checked as a whole: what is refused here is refused before anything was
 * touched. Immutable.
 *
 * @param routers the virtual routers, in the order in which they step down at the end
 * @param groups the sync groups; a router is in one at most
 */
public record VrrpConfig(List<VirtualRouter> routers, List<SyncGroup> groups) {

    /**
     * Checks everything that can be known without the kernel.
     *
     * @throws IllegalArgumentException with every complaint in its message: a name or a virtual address used twice, a router
     *     number used twice on one interface and family, an unknown group member, a router in two groups, owners and others in
     *     one group, two trackers of one name, a tracker that one router uses twice
     */
    public VrrpConfig {
        routers = List.copyOf(routers);
        groups = List.copyOf(groups);
        List<String> complaints = new ArrayList<>();
        checkRouters(routers, complaints);
        checkGroups(routers, groups, complaints);
        checkTrackers(routers, groups, complaints);
        if (!complaints.isEmpty()) {
            throw new IllegalArgumentException("VRRP configuration refused: " + String.join("; ", complaints));
        }
    }

    /**
     * Virtual routers without a group.
     *
     * @param routers the virtual routers
     * @return the configuration
     * @throws IllegalArgumentException with every complaint in its message
     */
    public static VrrpConfig of(VirtualRouter... routers) {
        return new VrrpConfig(List.of(routers), List.of());
    }

    /**
     * What works but was probably meant otherwise.
     *
     * @return one sentence each; empty if there is nothing to say
     */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        for (VirtualRouter router : routers) {
            if (router.priority().equals(Priority.OWNER)
                    && trackersOf(router.name()).stream().anyMatch(use -> use.weight() != 0)) {
                warnings.add("virtual router " + router.name()
                        + " owns its addresses (priority 255): the weights of its" + " trackers do not count");
            }
            router.warnings().forEach(warning -> warnings.add("virtual router " + router.name() + ": " + warning));
        }
        for (SyncGroup group : groups) {
            if (group.members().size() == 1) {
                warnings.add("sync group " + group.name() + " has one member only, which moves alone anyhow");
            }
            Set<Priority> priorities = new HashSet<>();
            group.members()
                    .forEach(name -> priorities.add(router(name).orElseThrow().priority()));
            if (priorities.size() > 1) {
                warnings.add("sync group " + group.name() + ": its members have different priorities " + priorities
                        + "; if the other director ranks them in another order, no master is found");
            }
        }
        return warnings;
    }

    /**
     * The virtual router of a name.
     *
     * @param name its name
     * @return empty if there is none
     */
    public Optional<VirtualRouter> router(String name) {
        return find(routers, name);
    }

    /**
     * The group of a virtual router.
     *
     * @param routerName the router's name
     * @return empty if it moves alone
     */
    public Optional<SyncGroup> groupOf(String routerName) {
        return groups.stream()
                .filter(group -> group.members().contains(routerName))
                .findFirst();
    }

    /**
     * Everything that a virtual router tracks.
     *
     * @param routerName the router's name
     * @return its own trackers, then those of its group
     */
    public List<TrackerUse> trackersOf(String routerName) {
        List<TrackerUse> uses = new ArrayList<>();
        router(routerName).ifPresent(router -> uses.addAll(router.trackers()));
        groupOf(routerName).ifPresent(group -> uses.addAll(group.trackers()));
        return uses;
    }

    /**
     * This configuration with more trackers.
     *
     * @param name a sync group, where each weight counts in every member, or a virtual router; the group, if both have that name
     * @param uses what it tracks besides
     * @return the changed configuration
     * @throws IllegalArgumentException if there is none of that name, or it would track something twice
     */
    public VrrpConfig tracking(String name, TrackerUse... uses) {
        boolean group = groups.stream().anyMatch(one -> one.name().equals(name));
        if (!group && router(name).isEmpty()) {
            throw new IllegalArgumentException("there is no sync group and no virtual router called " + name);
        }
        return new VrrpConfig(
                routers.stream()
                        .map(one -> !group && one.name().equals(name)
                                ? VirtualRouter.builder()
                                        .from(one)
                                        .addTrackers(uses)
                                        .build()
                                : one)
                        .toList(),
                groups.stream()
                        .map(one -> group && one.name().equals(name) ? one.alsoTracking(uses) : one)
                        .toList());
    }

    private static Optional<VirtualRouter> find(List<VirtualRouter> routers, String name) {
        return routers.stream().filter(router -> router.name().equals(name)).findFirst();
    }

    private static void checkRouters(List<VirtualRouter> routers, List<String> complaints) {
        if (routers.isEmpty()) {
            complaints.add("there is no virtual router");
        }
        Set<String> names = new HashSet<>();
        Map<String, String> numbers = new HashMap<>();
        Map<String, String> addresses = new HashMap<>();
        Map<InterfaceName, String> macvlans = new HashMap<>();
        for (VirtualRouter router : routers) {
            if (!names.add(router.name())) {
                complaints.add("two virtual routers are called " + router.name());
            }
            String number = router.family() + " virtual router id " + router.id() + " on " + router.interfaceName();
            String other = numbers.putIfAbsent(number, router.name());
            if (other != null) {
                complaints.add(number + " is used by " + other + " and " + router.name() + ": give one another id");
            }
            router.virtualMacInterface().ifPresent(name -> {
                String user = macvlans.putIfAbsent(name, router.name());
                if (user != null) {
                    complaints.add("the virtual MACs of " + user + " and " + router.name() + " both need an interface "
                            + name + ": name one, as VirtualMac.DEFAULT.named(\"vrrp6." + router.id() + "\")");
                }
            });
            for (VirtualAddress address : router.installedAddresses()) {
                String place = address.prefix() + " on " + router.placeOf(address);
                String holder = addresses.putIfAbsent(place, router.name());
                if (holder != null) {
                    complaints.add("virtual address " + place + " belongs to " + holder + " and " + router.name());
                }
            }
        }
    }

    private static void checkTrackers(List<VirtualRouter> routers, List<SyncGroup> groups, List<String> complaints) {
        Map<String, Tracker> known = new HashMap<>();
        for (VirtualRouter router : routers) {
            List<TrackerUse> uses = new ArrayList<>(router.trackers());
            groups.stream()
                    .filter(group -> group.members().contains(router.name()))
                    .forEach(group -> uses.addAll(group.trackers()));
            Set<Tracker> used = new HashSet<>();
            for (TrackerUse use : uses) {
                Tracker tracker = use.tracker();
                if (!known.computeIfAbsent(tracker.name(), name -> tracker).equals(tracker)) {
                    complaints.add("two trackers are called " + tracker.name());
                }
                if (!used.add(tracker)) {
                    complaints.add("virtual router " + router.name() + " tracks " + tracker.name()
                            + " twice: once is enough, by itself or by its sync group");
                }
            }
        }
    }

    private static void checkGroups(List<VirtualRouter> routers, List<SyncGroup> groups, List<String> complaints) {
        Set<String> names = new HashSet<>();
        Map<String, String> groupOf = new HashMap<>();
        for (SyncGroup group : groups) {
            if (!names.add(group.name())) {
                complaints.add("two sync groups are called " + group.name());
            }
            int owners = 0;
            for (String member : group.members()) {
                Optional<VirtualRouter> router = find(routers, member);
                if (router.isEmpty()) {
                    complaints.add("sync group " + group.name() + " names virtual router " + member
                            + ", which is not defined");
                } else if (router.get().priority().equals(Priority.OWNER)) {
                    owners++;
                }
                String other = groupOf.putIfAbsent(member, group.name());
                if (other != null) {
                    complaints.add(
                            "virtual router " + member + " is in two sync groups, " + other + " and " + group.name());
                }
            }
            if (owners != 0 && owners != group.members().size()) {
                complaints.add("sync group " + group.name()
                        + " mixes owners (priority 255) and others, which cannot move together");
            }
        }
    }
}
