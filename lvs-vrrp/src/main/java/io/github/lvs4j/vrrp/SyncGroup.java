package io.github.lvs4j.vrrp;

import io.github.lvs4j.vrrp.track.TrackerUse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Virtual routers that move together: all are master, or none. Immutable.
 *
 * @param name what people call it
 * @param members the names of its virtual routers, at least one
 * @param fastTakeover whether a master that steps down in one member makes every member wait no longer than its skew time. With
 *     keepalived's rule, the default, the members that heard nothing wait for the full master down interval: after one link of the
 *     old master has failed, all are without a master for 3.3 s instead of 0.6 s at intervals of 1 s. Safe only where the other
 *     director runs the same routers as one group too, for then it has left mastership in every member. A member that it has not
 *     left would meet a living master and pull the whole group back.
 * @param partitionTakeover whether a member whose master is silent makes the others claim mastership, each only from a master of
 *     lower rank and only while every member is free of faults. With keepalived's rule, the default, a group whose one link is
 *     partitioned though its carrier is up never moves as long as another member obeys a master of lower priority, which it does
 *     where preemption is off or delayed. Safe only where something else tells a broken link of our own from one of the other
 *     director, as a tracker whose failure is a fault; else it is our own broken link that takes the group over. A master of
 *     higher rank is never claimed from: where that one is behind the broken link, its own trackers must make it step down.
 * @param trackers what each member tracks besides its own trackers
 */
public record SyncGroup(
        String name, List<String> members, boolean fastTakeover, boolean partitionTakeover, List<TrackerUse> trackers) {

    /**
     * Checks the members.
     *
     * @throws IllegalArgumentException if the name is blank, or members are missing or named twice
     */
    public SyncGroup {
        members = List.copyOf(members);
        trackers = List.copyOf(trackers);
        if (name.isBlank()) {
            throw new IllegalArgumentException("a sync group needs a name");
        }
        if (members.isEmpty()) {
            throw new IllegalArgumentException("sync group " + name + " has no member");
        }
        if (new HashSet<>(members).size() != members.size()) {
            throw new IllegalArgumentException("sync group " + name + " names a member twice: " + members);
        }
    }

    /**
     * A sync group by keepalived's rules.
     *
     * @param name what people call it
     * @param members the names of its virtual routers, at least one
     * @throws IllegalArgumentException if the name is blank, or members are missing or named twice
     */
    public SyncGroup(String name, List<String> members) {
        this(name, members, false, false, List.of());
    }

    /**
     * This group with faster takeover.
     *
     * @param on see {@link #fastTakeover()}
     * @return the changed group
     */
    public SyncGroup withFastTakeover(boolean on) {
        return new SyncGroup(name, members, on, partitionTakeover, trackers);
    }

    /**
     * This group with takeover in a silent partition.
     *
     * @param on see {@link #partitionTakeover()}
     * @return the changed group
     */
    public SyncGroup withPartitionTakeover(boolean on) {
        return new SyncGroup(name, members, fastTakeover, on, trackers);
    }

    /**
     * This group with trackers, which count in each member.
     *
     * @param uses all of them
     * @return the changed group
     */
    public SyncGroup withTrackers(TrackerUse... uses) {
        return new SyncGroup(name, members, fastTakeover, partitionTakeover, List.of(uses));
    }

    SyncGroup alsoTracking(TrackerUse... uses) {
        List<TrackerUse> all = new ArrayList<>(trackers);
        all.addAll(List.of(uses));
        return withTrackers(all.toArray(TrackerUse[]::new));
    }

    /**
     * A sync group by keepalived's rules.
     *
     * @param name what people call it
     * @param members the names of its virtual routers
     * @return the group
     * @throws IllegalArgumentException if the name is blank, or members are missing or named twice
     */
    public static SyncGroup of(String name, String... members) {
        return new SyncGroup(name, List.of(members));
    }
}
