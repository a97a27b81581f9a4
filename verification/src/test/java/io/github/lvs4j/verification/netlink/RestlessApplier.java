package io.github.lvs4j.verification.netlink;

import io.github.lvs4j.ipvs.IpvsPlan;
import io.github.lvs4j.netlink.ipvs.NetlinkIpvs;

/** A program that applies one big state after the other, saying which before it begins, until it is killed. */
public final class RestlessApplier {

    private RestlessApplier() {}

    /** Takes the table of its network namespace. */
    public static void main(String[] arguments) {
        try (NetlinkIpvs ipvs = NetlinkIpvs.open()) {
            ipvs.apply(IpvsPlan.between(ipvs.table(), BigState.ONE.table(), BigState.scope()))
                    .orThrow();
            IpvsPlan there = IpvsPlan.between(BigState.ONE.table(), BigState.OTHER.table(), BigState.scope());
            IpvsPlan back = IpvsPlan.between(BigState.OTHER.table(), BigState.ONE.table(), BigState.scope());
            while (true) {
                System.out.println(BigState.OTHER);
                ipvs.apply(there).orThrow();
                System.out.println(BigState.ONE);
                ipvs.apply(back).orThrow();
            }
        }
    }
}
