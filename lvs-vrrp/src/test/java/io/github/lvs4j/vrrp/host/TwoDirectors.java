package io.github.lvs4j.vrrp.host;

import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.net.MacAddress;
import io.github.lvs4j.vrrp.Preemption;
import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.SyncGroup;
import io.github.lvs4j.vrrp.VrrpConfig;
import io.github.lvs4j.vrrp.VrrpEvent;
import io.github.lvs4j.vrrp.VrrpState;
import io.github.lvs4j.vrrp.port.InterfaceCondition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Two directors of one sync group, WAN on eth0 and LAN on eth1, on one clock: what one sends the other receives at once. One that does
 * not preempt begins five seconds late.
 */
final class TwoDirectors {

    final LoopHarness a;
    final LoopHarness b;
    private final Set<String> cut = new HashSet<>();
    private final Set<LoopHarness> dead = new HashSet<>();

    TwoDirectors(int priorityA, int priorityB, Preemption preemptionB, UnaryOperator<SyncGroup> rule) {
        a = director("192.0.2.11", priorityA, Preemption.IMMEDIATE, rule);
        b = director("192.0.2.12", priorityB, preemptionB, rule);
        connect(a, b, "192.0.2.11");
        connect(b, a, "192.0.2.12");
    }

    private static LoopHarness director(
            String own, int priority, Preemption preemption, UnaryOperator<SyncGroup> rule) {
        VrrpConfig config = new VrrpConfig(
                List.of(
                        LoopHarness.router(
                                "WAN",
                                "eth0",
                                r -> r.priority(Priority.of(priority))
                                        .preemption(preemption)
                                        .startupDelay(preemption.enabled() ? Duration.ZERO : Duration.ofSeconds(5))),
                        LoopHarness.router(
                                "LAN",
                                "eth1",
                                r -> r.priority(Priority.of(priority))
                                        .preemption(preemption)
                                        .startupDelay(preemption.enabled() ? Duration.ZERO : Duration.ofSeconds(5)))),
                List.of(rule.apply(SyncGroup.of("G", "WAN", "LAN"))));
        return new LoopHarness(config, ports -> {
            address(ports, "eth0", 2, own);
            address(ports, "eth1", 3, own);
        });
    }

    private static void address(FakePorts ports, String name, int index, String own) {
        InterfaceName key = InterfaceName.of(name);
        ports.links.put(
                key,
                new InterfaceCondition(
                        key, index, true, MacAddress.parse("02:00:00:00:00:0a"), List.of(IpAddress.parse(own))));
    }

    private void connect(LoopHarness from, LoopHarness to, String source) {
        from.ports.wire = (name, message) -> {
            if (!cut.contains(name) && !dead.contains(to)) {
                to.ports.channel(name).arrive(message, IpAddress.parse(source));
            }
        };
    }

    /** Nothing passes this link any more, though its carrier stays. */
    void cut(String name) {
        cut.add(name);
    }

    void mend(String name) {
        cut.remove(name);
    }

    /** As by SIGKILL. */
    void kill(LoopHarness one) {
        dead.add(one);
    }

    void link(LoopHarness one, String name, boolean up) {
        if (up) {
            mend(name);
            address(one.ports, name, name.equals("eth0") ? 2 : 3, one == a ? "192.0.2.11" : "192.0.2.12");
        } else {
            cut(name); // not even the last word leaves
            one.ports.link(name, name.equals("eth0") ? 2 : 3, false);
        }
        one.ports.listener.onInterfaceChanged(InterfaceName.of(name));
        settle();
    }

    void run(Duration time) {
        long end = a.ports.now + time.toNanos();
        settle();
        while (true) {
            long step = Math.min(next(a), next(b));
            if (a.ports.now + step > end) {
                break;
            }
            a.ports.now += step;
            b.ports.now = a.ports.now;
            settle();
        }
        a.ports.now = end;
        b.ports.now = end;
    }

    /** Runs until a host is master in both members, and says how many milliseconds that took; fails after ten seconds. */
    double runUntilMaster(LoopHarness one) {
        long began = one.ports.now;
        while (one.state("WAN") != VrrpState.MASTER || one.state("LAN") != VrrpState.MASTER) {
            if (one.ports.now - began > 10_000_000_000L) {
                throw new AssertionError("not master after ten seconds");
            }
            run(Duration.ofNanos(Math.max(1, Math.min(next(a), next(b)))));
        }
        return (one.ports.now - began) / 1e6;
    }

    List<String> states() {
        return List.of("a " + a.state("WAN") + " " + a.state("LAN"), "b " + b.state("WAN") + " " + b.state("LAN"));
    }

    /** The texts of what happened at one host, of some kind. */
    static List<String> told(LoopHarness one, Class<? extends VrrpEvent> kind) {
        List<String> texts = new ArrayList<>();
        one.heard.stream().filter(kind::isInstance).map(VrrpEvent::describe).forEach(texts::add);
        return texts;
    }

    /** Turns both until neither has anything to do at this instant. */
    private void settle() {
        for (int i = 0; i < 8; i++) {
            turn(a);
            turn(b);
        }
    }

    private void turn(LoopHarness one) {
        if (!dead.contains(one)) {
            one.turn();
        }
    }

    private long next(LoopHarness one) {
        return dead.contains(one) ? Long.MAX_VALUE / 4 : one.loop.nanosToNextTurn();
    }
}
