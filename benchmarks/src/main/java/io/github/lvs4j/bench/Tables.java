package io.github.lvs4j.bench;

import io.github.lvs4j.ipvs.IpvsTable;
import io.github.lvs4j.ipvs.RealServer;
import io.github.lvs4j.ipvs.Scheduler;
import io.github.lvs4j.ipvs.ServicePool;
import io.github.lvs4j.ipvs.VirtualService;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import java.util.ArrayList;
import java.util.List;

/** Tables of a given size. */
final class Tables {

    private static final int SERVERS_EACH = 10;

    private Tables() {}

    /**
     * A table of services with ten servers each.
     *
     * @param servers how many servers in all
     * @param changed how many of them, from the first on, have weight 2 instead of 1
     */
    static IpvsTable of(int servers, int changed) {
        List<ServicePool> pools = new ArrayList<>();
        for (int first = 0; first < servers; first += SERVERS_EACH) {
            List<RealServer> pool = new ArrayList<>();
            for (int i = first; i < Math.min(servers, first + SERVERS_EACH); i++) {
                pool.add(RealServer.masquerade(
                        "10." + (i >> 16) + "." + ((i >> 8) & 255) + "." + (i & 255), 8080, i < changed ? 2 : 1));
            }
            int number = first / SERVERS_EACH;
            pools.add(new ServicePool(
                    VirtualService.builder()
                            .key(VirtualServiceKey.tcp("192.0." + (number >> 8) + "." + (number & 255), 80))
                            .scheduler(Scheduler.RR)
                            .build(),
                    pool));
        }
        return IpvsTable.of(pools);
    }
}
