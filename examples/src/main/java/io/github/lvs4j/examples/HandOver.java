package io.github.lvs4j.examples;

import io.github.lvs4j.vrrp.Handover;
import io.github.lvs4j.vrrp.SyncGroup;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VrrpConfig;
import io.github.lvs4j.vrrp.VrrpControl;
import io.github.lvs4j.vrrp.VrrpRouter;
import io.github.lvs4j.vrrp.linux.LinuxVrrp;
import java.time.Duration;
import java.util.List;

/** Hands two addresses that move together to the other director and takes them back; ten lines of the README. */
public final class HandOver {

    private HandOver() {}

    /**
     * Runs the example: Enter hands over, the next Enter takes back, a third one ends it.
     *
     * @param arguments none
     * @throws Exception if standard input cannot be read, or nobody takes over in time
     */
    public static void main(String[] arguments) throws Exception {
        VirtualRouter wan = VirtualRouter.on("eth0", 100)
                .name("WAN")
                .addresses("113.226.77.88")
                .build();
        VirtualRouter lan = VirtualRouter.on("eth1", 100)
                .name("LAN")
                .addresses("192.168.168.11")
                .build();
        VrrpConfig config = new VrrpConfig(List.of(wan, lan), List.of(SyncGroup.of("GATEWAY", "WAN", "LAN")));
        // README: hand over
        try (VrrpRouter router = LinuxVrrp.start(config, event -> System.out.println(event.describe()))) {
            VrrpControl gateway = router.control("GATEWAY");
            System.in.read();
            Handover away = gateway.release(Duration.ofSeconds(10)).get(); // fails if nobody takes over
            System.out.println("the master is " + away.peer().orElseThrow() + " after " + away.took());
            System.in.read();
            Handover back =
                    gateway.prefer(Duration.ofSeconds(10)).get(); // fails if a peer of higher priority is master
            System.out.println("master again after " + back.took());
            System.in.read();
        }
        // README: end
    }
}
