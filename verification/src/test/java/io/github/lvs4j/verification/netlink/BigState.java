package io.github.lvs4j.verification.netlink;

import io.github.lvs4j.ipvs.IpvsScope;
import io.github.lvs4j.ipvs.IpvsTable;
import io.github.lvs4j.ipvs.RealServer;
import io.github.lvs4j.ipvs.Scheduler;
import io.github.lvs4j.ipvs.VirtualService;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import java.util.ArrayList;
import java.util.List;

/**
 * Two states of the same services, some 1,600 changes apart: every weight differs, some schedulers, some servers are only in
 * one, and some services.
 */
enum BigState {
    ONE,
    OTHER;

    private static final int SERVICES = 100;
    private static final int SERVERS = 16;

    /** All that either state may have; other services are not theirs. */
    static IpvsScope scope() {
        List<VirtualServiceKey> keys = new ArrayList<>();
        for (int i = 1; i <= SERVICES; i++) {
            keys.add(key(i));
        }
        return IpvsScope.services(keys);
    }

    private static VirtualServiceKey key(int number) {
        return VirtualServiceKey.tcp("203.0.113." + number, 80);
    }

    IpvsTable table() {
        boolean one = this == ONE;
        IpvsTable.Builder table = IpvsTable.builder();
        for (int i = 1; i <= SERVICES; i++) {
            if (i % 25 == (one ? 0 : 1)) {
                continue;
            }
            List<RealServer> servers = new ArrayList<>();
            for (int j = 1; j <= SERVERS; j++) {
                if ((i + j) % 32 != (one ? 0 : 1)) {
                    servers.add(RealServer.masquerade("198.18.0." + j, 80, one ? j : 100 + j));
                }
            }
            table.add(
                    VirtualService.builder()
                            .key(key(i))
                            .scheduler(one && i % 3 == 0 ? Scheduler.RR : Scheduler.WRR)
                            .build(),
                    servers.toArray(RealServer[]::new));
        }
        return table.build();
    }
}
