package io.github.lvs4j.testkit.vrrp;

import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.SyncGroup;
import io.github.lvs4j.vrrp.TransitionReason;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VrrpConfig;
import io.github.lvs4j.vrrp.VrrpEvent;
import io.github.lvs4j.vrrp.VrrpStance;
import io.github.lvs4j.vrrp.VrrpState;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A backup takes over when the master down interval after the last advertisement that it must heed is over, not before; or
 * the skew time after a release. Counted from when the advertisement reached the host, read or not, on the host's own
 * clock. Not later either, for a router without a group that was not frozen meanwhile.
 */
final class TimelyTakeover implements Invariant.Watch {

    private static final Duration ROUNDING = Duration.ofNanos(1_000);
    private static final int DRIFT = 500;
    private static final Duration LATENCY = Duration.ofMillis(5);
    private static final Set<TransitionReason> BY_TIMER =
            EnumSet.of(TransitionReason.MASTER_SILENT, TransitionReason.MASTER_RELEASED, TransitionReason.PREEMPTION);

    private record Place(String host, String router) {}

    /** What one router has heard. */
    private static final class Ear {
        private VrrpState state = VrrpState.INITIALIZE;
        private boolean known;
        private Duration heard = Duration.ZERO;
        private long heardAtWallShift;
        private Duration interval;
        private Duration shortest; // what it may have learned, if that cannot be known
        private Duration longest;
        private boolean released;
        private Duration asBackupSince = Duration.ZERO;
        private boolean frozen;

        private Ear(VirtualRouter router) {
            interval = router.advertisementInterval();
            shortest = interval;
            longest = interval;
        }
    }

    private final SimulatedLan lan;
    private final Map<Place, Ear> ears = new HashMap<>();
    private final Map<String, Duration> releases = new HashMap<>(); // the last one that a host has heard
    private final Replays replays = new Replays();

    private TimelyTakeover(SimulatedLan lan) {
        this.lan = lan;
    }

    static Invariant invariant() {
        return Invariant.of("timely takeover", TimelyTakeover::new);
    }

    @Override
    public void happened(Happening happening, Consumer<String> complain) {
        replays.happened(happening);
        if (happening instanceof Happening.Queued queued) {
            SimulatedHost host = lan.host(queued.host());
            for (VirtualRouter router : host.routers()) {
                if (host.linkOf(router.interfaceName()).name().equals(queued.link())
                        && WireRules.accepts(router, queued.sight())) {
                    hear(host, router, queued);
                }
            }
        } else if (happening instanceof Happening.Told told
                && told.event() instanceof VrrpEvent.RouterTransition change) {
            SimulatedHost host = lan.host(told.host());
            host.routers().stream()
                    .filter(router -> router.name().equals(change.router()))
                    .forEach(router -> transit(host, router, change, complain));
        } else if (happening instanceof Happening.Told told
                && (told.event() instanceof VrrpEvent.TrackerChanged
                        || told.event() instanceof VrrpEvent.HandoverAsked)) {
            // It ranks or contends otherwise now, and what it has not read yet is judged by that.
            ears.forEach((place, ear) -> ear.known &= !place.host().equals(told.host()));
        } else if (happening instanceof Happening.ProcessChanged process) {
            if (process.change() == ProcessChange.STARTED) {
                ears.keySet().removeIf(place -> place.host().equals(process.host()));
                releases.remove(process.host());
            } else if (process.change() == ProcessChange.FROZEN) {
                ears.forEach((place, ear) -> ear.frozen |= place.host().equals(process.host()));
            }
        }
    }

    private Ear ear(SimulatedHost host, VirtualRouter router) {
        return ears.computeIfAbsent(new Place(host.name(), router.name()), place -> new Ear(router));
    }

    private void hear(SimulatedHost host, VirtualRouter router, Happening.Queued queued) {
        AdvertisementSight sight = queued.sight();
        Ear ear = ear(host, router);
        boolean fresh = replays.isNew(lan, queued, router);
        if (sight.priority() != 0) {
            ear.shortest = min(ear.shortest, sight.interval());
            ear.longest = max(ear.longest, sight.interval());
        }
        if (host.isFrozen() && lan.isFreezingWithin()) {
            ear.known = false; // the verdict may have been made already, and only be told later
            return;
        }
        if (sight.priority() == 0) {
            releases.put(host.name(), host.clockReading());
        }
        if (sight.priority() == 0 && ear.state == VrrpState.BACKUP && hasWaited(host, router, ear)) {
            return; // it wants to take over and waits for its group: a release does not put it off
        }
        boolean stale = sight.serial() != 0 && host.isFrozen(); // it may be too old when it is read
        if (!fresh || stale) {
            ear.known = false; // perhaps a replay
            return;
        }
        if (host.stanceOf(router) != VrrpStance.ORDINARY) {
            ear.known = false;
            return;
        }
        int own = host.priorityOf(router);
        boolean preempts = router.preemption().enabled() || router.priority().equals(Priority.OWNER);
        if (ear.state != VrrpState.BACKUP) {
            // As master: a higher one is heeded; at equal priority, or after a stall, it depends.
            ear.known = ear.state == VrrpState.MASTER && sight.priority() > own;
        } else if (sight.priority() != 0 && sight.priority() < own && preempts) {
            if (!router.preemption().delay().isZero()) {
                ear.known = false;
            }
            return;
        } else if (sight.priority() != 0
                && sight.priority() <= own
                && hasRule(host, router, SyncGroup::partitionTakeover)) {
            ear.known = false; // its group may claim mastership from whoever ranks lower, by address too
            return;
        } else {
            ear.known = true;
        }
        ear.heard = host.clockReading();
        ear.heardAtWallShift = host.clock().wallShift();
        ear.released = sight.priority() == 0;
        ear.frozen = host.isFrozen();
        if (!ear.released) {
            ear.interval = sight.interval();
        }
    }

    private void transit(
            SimulatedHost host, VirtualRouter router, VrrpEvent.RouterTransition change, Consumer<String> complain) {
        Ear ear = ear(host, router);
        Duration now = host.clockReading();
        boolean sure = ear.known && ear.heardAtWallShift == host.clock().wallShift();
        if (change.to() == VrrpState.MASTER && BY_TIMER.contains(change.reason()) && sure) {
            int own = host.priorityOf(router);
            Duration wait = wait(router, own, ear);
            Duration passed = now.minus(ear.heard);
            Duration release = releases.get(host.name());
            boolean hurried = hasRule(host, router, SyncGroup::fastTakeover)
                    && release != null
                    && now.minus(release).compareTo(wait) < 0;
            if (!hurried && passed.plus(ROUNDING).compareTo(wait) < 0) {
                complain.accept(host + " " + router.name() + " takes over " + Happening.seconds(passed)
                        + " after an advertisement for which it has to wait " + Happening.seconds(wait));
            }
            Duration fresh = WireRules.downInterval(router, own, router.advertisementInterval());
            Duration most = ear.released ? WireRules.skewTime(router, own, ear.longest) : wait;
            Duration due = max(ear.heard.plus(most), ear.asBackupSince.plus(fresh))
                    .plus(LATENCY)
                    .plus(most.dividedBy(DRIFT)); // a timer that is set keeps its instant when the clock's rate changes
            boolean alone = host.configs().stream()
                    .map(config -> groupOf(config, router))
                    .noneMatch(grouped -> grouped);
            if (alone && !ear.frozen && router.preemption().delay().isZero() && now.compareTo(due) > 0) {
                complain.accept(
                        host + " " + router.name() + " takes over " + Happening.seconds(now.minus(due)) + " too late");
            }
        }
        ear.state = change.to();
        if (change.to() == VrrpState.BACKUP) {
            ear.asBackupSince = now;
        }
        if (change.from() != VrrpState.MASTER || change.peer().isEmpty()) {
            ear.known = false; // what it heard before this state says nothing
            ear.interval = router.advertisementInterval();
            ear.frozen = false;
        }
    }

    private static boolean hasWaited(SimulatedHost host, VirtualRouter router, Ear ear) {
        int own = host.priorityOf(router);
        Duration fresh = WireRules.downInterval(router, own, router.advertisementInterval());
        Duration due = ear.known ? ear.heard.plus(wait(router, own, ear)) : ear.asBackupSince.plus(fresh);
        return host.clockReading().compareTo(due) >= 0;
    }

    private static boolean hasRule(SimulatedHost host, VirtualRouter router, Predicate<SyncGroup> rule) {
        return host.configs().stream()
                .flatMap(config -> config.groupOf(router.name()).stream())
                .anyMatch(rule);
    }

    private static Duration wait(VirtualRouter router, int own, Ear ear) {
        return ear.released
                ? WireRules.skewTime(router, own, ear.shortest)
                : WireRules.downInterval(router, own, ear.interval);
    }

    private static boolean groupOf(VrrpConfig config, VirtualRouter router) {
        return config.groupOf(router.name()).isPresent();
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
