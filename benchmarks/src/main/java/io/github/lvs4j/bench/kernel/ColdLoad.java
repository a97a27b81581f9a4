package io.github.lvs4j.bench.kernel;

import io.github.lvs4j.ipvs.ApplyOutcome;
import io.github.lvs4j.ipvs.IpvsPlan;
import io.github.lvs4j.ipvs.IpvsTable;
import io.github.lvs4j.netlink.ipvs.NetlinkIpvs;

/**
 * A process that loads one table and ends: what a short-lived tool pays. Writes on standard error the nanoseconds of opening the socket, which
 * loads JNA, of planning, and of applying.
 */
public final class ColdLoad {

    private ColdLoad() {}

    /**
     * Loads the table of the process's namespace.
     *
     * @param args the shape, as 1000x10
     */
    public static void main(String[] args) {
        IpvsTable desired = Shape.of(args[0]).table(0);
        long start = System.nanoTime();
        try (NetlinkIpvs ipvs = NetlinkIpvs.open()) {
            long opened = System.nanoTime();
            IpvsPlan plan = IpvsPlan.between(IpvsTable.empty(), desired);
            long planned = System.nanoTime();
            ApplyOutcome outcome = ipvs.apply(plan);
            long applied = System.nanoTime();
            outcome.orThrow();
            System.err.println((opened - start) + " " + (planned - opened) + " " + (applied - planned));
        }
    }
}
