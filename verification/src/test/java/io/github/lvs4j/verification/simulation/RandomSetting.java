package io.github.lvs4j.verification.simulation;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.testkit.vrrp.SimulatedHost;
import io.github.lvs4j.testkit.vrrp.SimulatedLan;
import io.github.lvs4j.vrrp.LeasePolicy;
import io.github.lvs4j.vrrp.Preemption;
import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.SyncGroup;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VrrpConfig;
import io.github.lvs4j.vrrp.VrrpVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Two to four hosts with one to three virtual routers, alone or in a group, of either version and family, every 10 ms to 5 s;
 * each host has its own rank on all links, its own preemption and its own lease. Besides, now and then, what {@link RandomExtras}
 * draws. All from the seed.
 */
final class RandomSetting implements Consumer<SimulatedLan> {

    private static final int[] V3_INTERVALS = {10, 20, 50, 100, 250, 500, 1000, 2000, 5000};

    @Override
    public void accept(SimulatedLan lan) {
        SplittableRandom chance = lan.chance();
        int hosts = 2 + chance.nextInt(3);
        int routers = 1 + chance.nextInt(3);
        boolean v2 = chance.nextInt(3) == 0;
        boolean sharedLink = chance.nextInt(4) == 0;
        boolean grouped = routers > 1 && chance.nextInt(3) != 0;
        int groupSize = routers == 3 && chance.nextBoolean() ? 2 : routers;
        int base = V3_INTERVALS[chance.nextInt(V3_INTERVALS.length)];
        boolean mixedIntervals = chance.nextInt(3) == 0;
        boolean[] six = new boolean[routers];
        int[] seconds = new int[routers];
        for (int r = 0; r < routers; r++) {
            six[r] = !v2 && chance.nextBoolean();
            seconds[r] = 1 + chance.nextInt(3);
        }
        RandomExtras extras = new RandomExtras(chance.split(), v2);
        boolean owners = chance.nextInt(8) == 0;
        for (int h = 0; h < hosts; h++) {
            SimulatedHost host = lan.host(String.valueOf((char) ('a' + h)));
            for (int r = 0; r < (sharedLink ? 1 : routers); r++) {
                host.on("net" + r);
            }
        }
        for (SimulatedHost host : lan.hosts()) {
            boolean first = host.name().equals("a");
            int rank = owners && first ? 255 : 1 + chance.nextInt(250);
            Preemption preemption = preemption(chance, base);
            LeasePolicy lease = LeasePolicy.values()[chance.nextInt(3)];
            List<VirtualRouter> all = new ArrayList<>();
            for (int r = 0; r < routers; r++) {
                int factor = mixedIntervals ? 1 + chance.nextInt(2) : 1;
                String link = "net" + (sharedLink ? 0 : r);
                VirtualRouter.Builder builder = VirtualRouter.on(link, 10 + r)
                        .name("R" + r)
                        .addresses(six[r] ? "2001:db8::" + (r + 1) : "192.0.2." + (r + 1))
                        .version(v2 ? VrrpVersion.V2 : VrrpVersion.V3)
                        .advertisementInterval(
                                v2 ? Duration.ofSeconds(seconds[r]) : Duration.ofMillis((long) base * factor))
                        .priority(Priority.of(rank == 255 || extras.ranksAlike() ? rank : rank + r))
                        .preemption(preemption)
                        .lease(lease);
                extras.add(lan, host, link, six[r] ? AddressFamily.INET6 : AddressFamily.INET, builder);
                boolean alone = !grouped || r >= groupSize;
                all.add(alone ? extras.track(builder).build() : builder.build());
            }
            List<SyncGroup> groups = grouped
                    ? List.of(extras.group(new SyncGroup(
                            "G",
                            all.subList(0, groupSize).stream()
                                    .map(VirtualRouter::name)
                                    .toList())))
                    : List.of();
            VrrpConfig config = new VrrpConfig(all, groups);
            lan.after(Duration.ofNanos(chance.nextLong(Duration.ofMillis(base).toNanos())), () -> host.start(config));
        }
        lan.run(Duration.ofMillis(base));
    }

    private static Preemption preemption(SplittableRandom chance, int base) {
        return switch (chance.nextInt(4)) {
            case 0 -> Preemption.OFF;
            case 1 -> Preemption.after(Duration.ofMillis(1 + chance.nextInt(10 * base)));
            default -> Preemption.IMMEDIATE;
        };
    }
}
