package io.github.lvs4j.verification.netlink;

import io.github.lvs4j.ipvs.Ipvs;
import io.github.lvs4j.ipvs.IpvsChange;
import io.github.lvs4j.ipvs.IpvsPlan;
import io.github.lvs4j.ipvs.IpvsScope;
import io.github.lvs4j.ipvs.VirtualService;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.net.AddressFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What is asked, and which {@link Recorded} datagrams would be the answer. */
record FuzzedCall(String recorded, Consumer<Ipvs> call) {

    private static final VirtualServiceKey WEB = VirtualServiceKey.tcp("192.0.2.1", 80);
    private static final List<IpvsChange> PLAN = plan();

    static final List<FuzzedCall> ALL = List.of(
            new FuzzedCall("info", Ipvs::info),
            new FuzzedCall("timeouts", Ipvs::timeouts),
            new FuzzedCall("services", Ipvs::services),
            new FuzzedCall("services", Ipvs::table),
            new FuzzedCall("services", Ipvs::statistics),
            new FuzzedCall("services", ipvs -> ipvs.readServices(status -> status.toString())),
            new FuzzedCall("service", ipvs -> ipvs.service(WEB)),
            new FuzzedCall("service", ipvs -> ipvs.service(VirtualServiceKey.firewallMark(7, AddressFamily.INET6))),
            new FuzzedCall("servers", ipvs -> ipvs.realServers(WEB)),
            new FuzzedCall("servers", ipvs -> ipvs.readRealServers(WEB, status -> status.toString())),
            new FuzzedCall("daemons", Ipvs::syncDaemons),
            new FuzzedCall("refusal", Ipvs::flush),
            new FuzzedCall("refusal", ipvs -> ipvs.remove(WEB)),
            new FuzzedCall("refusal", ipvs -> ipvs.apply(new IpvsPlan(IpvsScope.everything(), PLAN))));

    private static List<IpvsChange> plan() {
        List<IpvsChange> changes = new ArrayList<>();
        for (int port = 1; port <= 200; port++) {
            changes.add(new IpvsChange.CreateService(VirtualService.builder()
                    .key(VirtualServiceKey.tcp("192.0.2.1", port))
                    .build()));
        }
        return changes;
    }
}
