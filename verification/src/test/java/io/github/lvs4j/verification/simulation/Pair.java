package io.github.lvs4j.verification.simulation;

import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.vrrp.AnnouncementPolicy;
import io.github.lvs4j.vrrp.Hmac;
import io.github.lvs4j.vrrp.HmacKey;
import io.github.lvs4j.vrrp.LeasePolicy;
import io.github.lvs4j.vrrp.Preemption;
import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.SyncGroup;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VrrpConfig;
import io.github.lvs4j.vrrp.VrrpVersion;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/** The reference deployment's two directors. Stateless. */
final class Pair {

    static final InetAddress VIP = IpAddress.parse("113.226.77.88");

    private Pair() {}

    static VrrpConfig config(int wan, int lan) {
        return new VrrpConfig(
                List.of(
                        wan().priority(Priority.of(wan)).build(),
                        VirtualRouter.on("lan", 101)
                                .name("LAN")
                                .addresses("192.168.168.11")
                                .priority(Priority.of(lan))
                                .build()),
                List.of(SyncGroup.of("LVS", "WAN", "LAN")));
    }

    static VrrpConfig single(int priority) {
        return VrrpConfig.of(wan().priority(Priority.of(priority)).build());
    }

    static VrrpConfig single(int priority, Preemption preemption) {
        return VrrpConfig.of(
                wan().priority(Priority.of(priority)).preemption(preemption).build());
    }

    /** Version 3 at any interval, with a lease. */
    static VrrpConfig every(Duration interval, int priority) {
        return VrrpConfig.of(wan().version(VrrpVersion.V3)
                .advertisementInterval(interval)
                .lease(LeasePolicy.ON)
                .priority(Priority.of(priority))
                .build());
    }

    static VrrpConfig announcing(int priority, AnnouncementPolicy policy) {
        return VrrpConfig.of(
                wan().priority(Priority.of(priority)).announcement(policy).build());
    }

    /** With an HMAC trailer. */
    static VrrpConfig signed(int priority) {
        return VrrpConfig.of(wan().priority(Priority.of(priority))
                .hmac(Hmac.of(7, HmacKey.parse("0123456789abcdef".repeat(4))))
                .build());
    }

    private static VirtualRouter.Builder wan() {
        return VirtualRouter.on("wan", 100).name("WAN").addresses("113.226.77.88");
    }
}
