package io.github.lvs4j.testkit.vrrp;

import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VrrpConfig;
import io.github.lvs4j.vrrp.track.ProgramTracker;
import io.github.lvs4j.vrrp.track.TrackerUse;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** One draw of {@link FaultPlan#random()}. */
final class RandomFaults {

    private static final int MOST = 8;
    private static final int OWNER = 255;

    private final SplittableRandom chance;
    private final List<FaultKind> kinds;
    private final List<String> hosts;
    private final List<String> links;
    private final long lengthNanos;

    RandomFaults(SimulatedLan lan, SplittableRandom chance, Duration length, List<FaultKind> kinds) {
        this.chance = chance;
        this.kinds = kinds;
        this.hosts = lan.hosts().stream().map(SimulatedHost::name).toList();
        this.links = lan.links().stream().map(SimulatedLink::name).toList();
        this.lengthNanos = length.toNanos();
    }

    List<Fault> draw() {
        List<Fault> faults = new ArrayList<>();
        for (int i = 1 + chance.nextInt(MOST); i > 0; i--) {
            faults.add(draw(kinds.get(chance.nextInt(kinds.size()))));
        }
        faults.sort(Comparator.comparing(Fault::at));
        return faults;
    }

    private Fault draw(FaultKind kind) {
        long at = chance.nextLong(lengthNanos * 9 / 10);
        // Many short ones, and some that last long.
        long longest = lengthNanos * 19 / 20 - at;
        long span = Math.max(1, chance.nextBoolean() ? longest / 20 : longest);
        Duration length = Duration.ofNanos(1 + chance.nextLong(span));
        String host = hosts.get(chance.nextInt(hosts.size()));
        String link = links.get(chance.nextInt(links.size()));
        String what = host + ": ";
        String on = "link " + link + ": ";
        String span1 = " for " + Happening.seconds(length);
        Duration start = Duration.ofNanos(at);
        switch (kind) {
            case LOSS -> {
                LinkQuality quality = LinkQuality.losing((1 + chance.nextInt(9)) / 10.0);
                return fault(start, on + quality + span1, lan -> degrade(lan, lan.link(link), quality, length));
            }
            case DELAY -> {
                LinkQuality quality =
                        new LinkQuality(0, 0, Duration.ZERO, Duration.ofNanos(1 + chance.nextLong(lengthNanos / 20)));
                return fault(start, on + quality + span1, lan -> degrade(lan, lan.link(link), quality, length));
            }
            case DUPLICATION -> {
                LinkQuality quality = new LinkQuality(0, 0.5, Duration.ZERO, Duration.ofMillis(5));
                return fault(start, on + quality + span1, lan -> degrade(lan, lan.link(link), quality, length));
            }
            case PARTITION -> {
                boolean everywhere = chance.nextBoolean();
                return fault(start, what + "cut off " + (everywhere ? "everywhere" : "on " + link) + span1, lan -> {
                    List<String> cut = everywhere ? links : List.of(link);
                    cut.forEach(one -> lan.link(one).isolate(lan.host(host)));
                    lan.after(length, () -> cut.forEach(one -> lan.link(one).heal()));
                });
            }
            case ONE_WAY -> {
                String other = hosts.get((hosts.indexOf(host) + 1) % hosts.size());
                return fault(start, on + other + " does not hear " + host + span1, lan -> {
                    lan.link(link).block(lan.host(host), lan.host(other));
                    lan.after(length, lan.link(link)::heal);
                });
            }
            case CRASH -> {
                boolean returns = chance.nextInt(4) != 0;
                return fault(start, what + "killed" + (returns ? span1 : " for good"), lan -> {
                    lan.host(host).crash();
                    if (returns) {
                        lan.after(length, () -> lan.host(host).restart());
                    }
                });
            }
            case STOP -> {
                return fault(start, what + "stopped" + span1, lan -> {
                    lan.host(host).stop();
                    lan.after(length, () -> lan.host(host).restart());
                });
            }
            case PAUSE -> {
                return fault(
                        start, what + "frozen" + span1, lan -> lan.host(host).pause(length));
            }
            case PAUSE_WITHIN -> {
                int calls = chance.nextInt(12);
                return fault(
                        start,
                        what + "frozen at its call " + calls + span1,
                        lan -> lan.host(host).pauseWithin(length, calls));
            }
            case CABLE -> {
                int times = chance.nextBoolean() ? 1 : 20;
                return fault(start, what + "cable of " + link + " pulled " + times + " times" + span1, lan -> {
                    flap(
                            lan,
                            times,
                            length,
                            () -> lan.host(host).unplug(link),
                            () -> lan.host(host).plug(link));
                });
            }
            case INTERFACE -> {
                return fault(start, what + link + " set down" + span1, lan -> {
                    flap(
                            lan,
                            1,
                            length,
                            () -> lan.host(host).linkDown(link),
                            () -> lan.host(host).linkUp(link));
                });
            }
            case CLOCK_DRIFT -> {
                double drift = chance.nextInt(-1000, 1001);
                return fault(start, what + "clock drifts by " + drift + " ppm" + span1, lan -> {
                    lan.host(host).drift(drift);
                    lan.after(length, () -> lan.host(host).drift(0));
                });
            }
            case WALL_CLOCK -> {
                Duration step = Duration.ofMillis(chance.nextInt(-3_600_000, 3_600_001));
                return fault(start, what + "wall clock set by " + step, lan -> {
                    if (lan.host(host).routers().stream()
                            .allMatch(router -> router.hmac().isEmpty())) {
                        lan.host(host).stepWallClock(step);
                    }
                });
            }
            case SLOW_KERNEL -> {
                Duration delay = Duration.ofNanos(chance.nextLong(lengthNanos / 10) + 1);
                return fault(start, what + "kernel needs " + Happening.seconds(delay) + span1, lan -> {
                    lan.host(host).kernelDelay(delay);
                    lan.after(length, () -> lan.host(host).kernelDelay(Duration.ZERO));
                });
            }
            case ADDRESS_REMOVED -> {
                int number = chance.nextInt(8);
                return fault(start, what + "virtual address " + number + " removed by somebody", lan -> {
                    List<InetAddress> present = List.copyOf(lan.host(host).virtualAddresses());
                    if (!present.isEmpty()) {
                        lan.host(host).removeAddress(present.get(number % present.size()));
                    }
                });
            }
            case RECONFIGURATION -> {
                int shift = chance.nextInt(-40, 41);
                return fault(start, what + "priorities changed by " + shift, lan -> {
                    if (lan.host(host).configs().size() == 1) {
                        lan.host(host)
                                .reconfigure(shifted(lan.host(host).configs().get(0), shift));
                    }
                });
            }
            case REQUEST -> {
                RandomRequest request = RandomRequest.draw(chance, length);
                return fault(start, what + request + span1, lan -> request.ask(lan, lan.host(host)));
            }
            case TRACKER -> {
                int number = chance.nextInt(12);
                return fault(start, what + "tracker " + number + " down" + span1, lan -> {
                    List<ProgramTracker> trackers = trackers(lan.host(host));
                    if (!trackers.isEmpty()) {
                        ProgramTracker tracker = trackers.get(number % trackers.size());
                        tracker.down();
                        lan.after(length, tracker::up);
                    }
                });
            }
        }
        throw new IllegalStateException("no fault of kind " + kind);
    }

    private static List<ProgramTracker> trackers(SimulatedHost host) {
        List<ProgramTracker> trackers = new ArrayList<>();
        for (VrrpConfig config : host.configs()) {
            for (VirtualRouter router : config.routers()) {
                for (TrackerUse use : config.trackersOf(router.name())) {
                    if (use.tracker() instanceof ProgramTracker program && !trackers.contains(program)) {
                        trackers.add(program);
                    }
                }
            }
        }
        return trackers;
    }

    private static Fault fault(Duration at, String what, Consumer<SimulatedLan> action) {
        return new Fault(at, what, action);
    }

    private static void degrade(SimulatedLan lan, SimulatedLink link, LinkQuality quality, Duration length) {
        link.quality(quality);
        lan.after(length, () -> link.quality(LinkQuality.GOOD));
    }

    private static void flap(SimulatedLan lan, int times, Duration length, Runnable down, Runnable up) {
        Duration half = length.dividedBy(2L * times);
        for (int i = 0; i < times; i++) {
            lan.after(half.multipliedBy(2L * i), down);
            lan.after(half.multipliedBy(2L * i + 1), up);
        }
    }

    /** All members of a group move alike, as far as the lowest and the highest can, so that their order stays. */
    private static VrrpConfig shifted(VrrpConfig config, int shift) {
        int lowest = OWNER - 1;
        int highest = 1;
        for (VirtualRouter router : config.routers()) {
            int priority = router.priority().value();
            if (priority != OWNER) {
                lowest = Math.min(lowest, priority);
                highest = Math.max(highest, priority);
            }
        }
        int possible = Math.max(1 - lowest, Math.min(OWNER - 1 - highest, shift));
        List<VirtualRouter> routers = config.routers().stream()
                .<VirtualRouter>map(router -> {
                    int priority = router.priority().value();
                    return VirtualRouter.builder()
                            .from(router)
                            .priority(Priority.of(priority == OWNER ? OWNER : priority + possible))
                            .build();
                })
                .toList();
        return new VrrpConfig(routers, config.groups());
    }
}
