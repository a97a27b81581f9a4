package io.github.lvs4j.verification.simulation;

import io.github.lvs4j.testkit.vrrp.FaultPlan;
import io.github.lvs4j.testkit.vrrp.Invariants;
import io.github.lvs4j.testkit.vrrp.LinkQuality;
import io.github.lvs4j.testkit.vrrp.SimulatedHost;
import io.github.lvs4j.testkit.vrrp.SimulatedLan;
import io.github.lvs4j.testkit.vrrp.Simulation;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VrrpStance;
import io.github.lvs4j.vrrp.VrrpState;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** A random setting, random faults, and in the end a master that steps down in order. */
final class RandomScenarios implements Supplier<Simulation> {

    private static final Duration LATENCY = Duration.ofMillis(20);
    private static final Duration DELAY = Duration.ofNanos(100_000);

    @Override
    public Simulation get() {
        return Simulation.of(new RandomSetting())
                .faults(FaultPlan.random())
                .expect(Invariants.stock())
                .then(RandomScenarios::stepDown);
    }

    private static boolean canTakeOver(SimulatedHost host, VirtualRouter router) {
        return host.state(router.name()) != VrrpState.INITIALIZE
                && host.status()
                        .flatMap(all -> all.router(router.name()))
                        .filter(standing -> standing.stance() != VrrpStance.HELD)
                        .isPresent();
    }

    /** All of a host's routers step down at once; somebody follows within the skew time, without waiting for silence. */
    private static void stepDown(SimulatedLan lan) {
        LinkQuality inOrder = new LinkQuality(0, 0, DELAY, DELAY); // or the last advertisement overtakes the release
        lan.links().forEach(link -> link.quality(inOrder));
        lan.run(DELAY.multipliedBy(3)); // until what was sent before is there
        List<SimulatedHost> living =
                lan.hosts().stream().filter(SimulatedHost::isAlive).toList();
        for (SimulatedHost host : living) {
            List<VirtualRouter> held = host.routers().stream()
                    .filter(router -> host.isMaster(router.name()))
                    .toList();
            if (held.isEmpty() || living.size() < 2) {
                continue;
            }
            host.stop();
            Duration longest = held.stream()
                    .map(router ->
                            router.version().number() == 2 ? Duration.ofSeconds(1) : router.advertisementInterval())
                    .max(Duration::compareTo)
                    .orElseThrow();
            lan.run(longest.plus(LATENCY)); // no skew time is longer
            for (VirtualRouter router : held) {
                boolean able = living.stream().anyMatch(other -> other != host && canTakeOver(other, router));
                if (able && lan.mastersOf(router.name()).isEmpty()) {
                    throw new AssertionError("a release is heeded: " + longest + " after " + host
                            + " stepped down nobody is master of " + router.name());
                }
            }
            break;
        }
        lan.settle();
        lan.verify();
    }
}
