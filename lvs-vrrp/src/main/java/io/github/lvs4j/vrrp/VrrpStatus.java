package io.github.lvs4j.vrrp;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.vrrp.packet.AdvertisementOddity;
import io.github.lvs4j.vrrp.packet.RejectionCause;
import io.github.lvs4j.vrrp.track.TrackerState;
import io.github.lvs4j.vrrp.track.TrackerUse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How all virtual routers and groups stood at one instant. Immutable.
 *
 * @param routers in the order of the configuration
 * @param groups in the order of the configuration
 * @param links interfaces by family, in the order of their first router
 * @param eventsLost events that were dropped because the listener was too slow
 * @param lateness how punctual the process has been
 */
public record VrrpStatus(
        List<RouterStatus> routers,
        List<GroupStatus> groups,
        List<LinkStatus> links,
        long eventsLost,
        Lateness lateness) {

    /** Copies the lists. */
    public VrrpStatus {
        routers = List.copyOf(routers);
        groups = List.copyOf(groups);
        links = List.copyOf(links);
    }

    /**
     * A status without links, and with no timer fired.
     *
     * @param routers in the order of the configuration
     * @param groups in the order of the configuration
     * @param eventsLost events that were dropped because the listener was too slow
     */
    public VrrpStatus(List<RouterStatus> routers, List<GroupStatus> groups, long eventsLost) {
        this(routers, groups, List.of(), eventsLost, Lateness.NONE);
    }

    /**
     * One virtual router.
     *
     * @param name its name
     * @return empty if there is none
     */
    public Optional<RouterStatus> router(String name) {
        return routers.stream().filter(router -> router.name().equals(name)).findFirst();
    }

    /**
     * One sync group.
     *
     * @param name its name
     * @return empty if there is none
     */
    public Optional<GroupStatus> group(String name) {
        return groups.stream().filter(group -> group.name().equals(name)).findFirst();
    }

    /**
     * A virtual router.
     *
     * @param name its name
     * @param state its state
     * @param since since when, wall-clock time
     * @param priority the priority in use, trackers counted
     * @param master whom a backup listens to
     * @param timesMaster how often it became master
     * @param advertisementsSent sent so far, those with priority 0 included
     * @param advertisementsReceived accepted so far
     * @param rejected discarded packets by cause; causes that never came are absent
     * @param odd accepted packets that are strange, by kind; kinds that never came are absent
     * @param longestDelay the latest that an advertisement was sent after it was due
     * @param stance how it contends; released and held routers are backups that were asked to be
     * @param confirmed whether its mastership is beyond doubt, and no other master is heard
     * @param sinceHeard how long ago the last advertisement of another master was accepted; empty if there was none
     * @param basePriority the priority without its trackers
     * @param trackers what it tracks, its own before its group's
     */
    public record RouterStatus(
            String name,
            VrrpState state,
            Instant since,
            Priority priority,
            Optional<VrrpPeer> master,
            long timesMaster,
            long advertisementsSent,
            long advertisementsReceived,
            Map<RejectionCause, Long> rejected,
            Map<AdvertisementOddity, Long> odd,
            Duration longestDelay,
            VrrpStance stance,
            boolean confirmed,
            Optional<Duration> sinceHeard,
            Priority basePriority,
            List<TrackerStatus> trackers) {

        /** Copies the maps and the list. */
        public RouterStatus {
            rejected = Map.copyOf(rejected);
            odd = Map.copyOf(odd);
            trackers = List.copyOf(trackers);
        }
    }

    /**
     * A tracker as a virtual router uses it.
     *
     * @param use the tracker and its weight
     * @param state what it has found
     */
    public record TrackerStatus(TrackerUse use, TrackerState state) {}

    /**
     * A sync group.
     *
     * @param name its name
     * @param state its state
     * @param since since when, wall-clock time
     * @param stance how its members contend
     * @param confirmed whether the mastership of all members is beyond doubt
     */
    public record GroupStatus(String name, VrrpState state, Instant since, VrrpStance stance, boolean confirmed) {}

    /**
     * The packets of one family on one interface that belong to no virtual router here.
     *
     * @param interfaceName the interface
     * @param family IPv4 or IPv6
     * @param unclaimed how many by cause; causes that never came are absent
     */
    public record LinkStatus(InterfaceName interfaceName, AddressFamily family, Map<RejectionCause, Long> unclaimed) {

        /** Copies the map. */
        public LinkStatus {
            unclaimed = Map.copyOf(unclaimed);
        }
    }
}
