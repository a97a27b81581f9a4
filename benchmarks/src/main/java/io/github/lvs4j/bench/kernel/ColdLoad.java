package io.github.lvs4j.bench.kernel;

import io.github.lvs4j.ipvs.ApplyOutcome;
import io.github.lvs4j.ipvs.IpvsPlan;
import io.github.lvs4j.ipvs.IpvsTable;
import io.github.lvs4j.netlink.ipvs.NetlinkIpvs;

/**
 * A process that loads one table and ends: what a short-lived tool pays. Prints the nanoseconds from opening the socket to the
 * last answer, the plan included, the making of the table not.
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
            ApplyOutcome outcome = ipvs.apply(IpvsPlan.between(IpvsTable.empty(), desired));
            long end = System.nanoTime();
            if (!outcome.isComplete()) {
                throw new IllegalStateException(outcome.toString());
            }
            System.out.println(end - start);
        }
    }
}
