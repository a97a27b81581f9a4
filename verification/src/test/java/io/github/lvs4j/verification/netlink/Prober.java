package io.github.lvs4j.verification.netlink;

import io.github.lvs4j.netlink.ipvs.IpvsAvailability;
import io.github.lvs4j.netlink.ipvs.NetlinkIpvs;

/** A process that says whether it can use IPVS. */
final class Prober {

    private Prober() {}

    public static void main(String[] arguments) {
        IpvsAvailability answer = NetlinkIpvs.probe();
        System.out.println(answer.state() + " " + answer.isAvailable() + " " + answer.detail());
    }
}
