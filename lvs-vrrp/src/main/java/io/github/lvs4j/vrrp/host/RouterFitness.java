package io.github.lvs4j.vrrp.host;

import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VrrpStatus;
import io.github.lvs4j.vrrp.machine.FaultCause;
import io.github.lvs4j.vrrp.track.Fitness;
import io.github.lvs4j.vrrp.track.TrackerUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the trackers make of one virtual router. Confined to the loop. */
final class RouterFitness {

    private final List<TrackerUse> uses = new ArrayList<>();
    private final TrackerHost trackers;
    private Priority base;

    RouterFitness(VirtualRouter router, @Nullable GroupHost group, TrackerHost trackers) {
        this.base = router.priority();
        this.trackers = trackers;
        uses.addAll(router.trackers());
        if (group != null) {
            uses.addAll(group.trackers());
        }
    }

    List<TrackerUse> uses() {
        return uses;
    }

    Priority base() {
        return base;
    }

    void base(Priority changed) {
        base = changed;
    }

    Fitness judge() {
        return Fitness.of(base, uses, trackers::state);
    }

    void addFaults(Set<FaultCause> present) {
        if (!uses.isEmpty()) {
            Fitness fitness = judge();
            if (!fitness.faults().isEmpty()) {
                present.add(FaultCause.TRACKER_DOWN);
            }
            if (!fitness.awaited().isEmpty()) {
                present.add(FaultCause.TRACKER_UNKNOWN);
            }
        }
    }

    List<VrrpStatus.TrackerStatus> status() {
        return uses.stream()
                .map(use -> new VrrpStatus.TrackerStatus(use, trackers.state(use.tracker())))
                .toList();
    }
}
