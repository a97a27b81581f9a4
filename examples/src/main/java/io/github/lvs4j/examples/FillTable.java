package io.github.lvs4j.examples;

import io.github.lvs4j.ipvs.Ipvs;
import io.github.lvs4j.ipvs.IpvsPlan;
import io.github.lvs4j.ipvs.IpvsTable;
import io.github.lvs4j.ipvs.Persistence;
import io.github.lvs4j.ipvs.RealServer;
import io.github.lvs4j.ipvs.Scheduler;
import io.github.lvs4j.ipvs.VirtualService;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.netlink.ipvs.NetlinkIpvs;
import java.time.Duration;

/** Fills the kernel's table with the seed's service; the first ten lines of the README. */
public final class FillTable {

    private FillTable() {}

    /**
     * Runs the example.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        // README: fill
        VirtualService web = VirtualService.builder()
                .key(VirtualServiceKey.tcp("113.226.77.88", 80))
                .scheduler(Scheduler.WRR)
                .persistence(Persistence.of(Duration.ofSeconds(60)))
                .build();
        RealServer first = RealServer.masquerade("192.168.168.236", 8001, 2);
        RealServer second = RealServer.masquerade("192.168.168.238", 8003, 3);
        try (Ipvs ipvs = NetlinkIpvs.open()) {
            IpvsTable desired = IpvsTable.builder().add(web, first, second).build();
            ipvs.apply(IpvsPlan.between(ipvs.table(), desired)).orThrow();
        }
        // README: end
    }
}
