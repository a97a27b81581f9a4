package io.github.lvs4j.examples;

import io.github.lvs4j.vrrp.SyncGroup;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VrrpConfig;
import io.github.lvs4j.vrrp.VrrpRouter;
import io.github.lvs4j.vrrp.linux.LinuxVrrp;
import java.io.IOException;
import java.util.List;

/** Takes part in VRRP with two addresses that move together; ten lines of the README. */
public final class FailOver {

    private FailOver() {}

    /**
     * Runs the example until standard input ends.
     *
     * @param arguments none
     * @throws IOException if standard input cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        // README: fail over
        VirtualRouter wan = VirtualRouter.on("eth0", 100)
                .name("WAN")
                .addresses("113.226.77.88")
                .build();
        VirtualRouter lan = VirtualRouter.on("eth1", 100)
                .name("LAN")
                .addresses("192.168.168.11")
                .build();
        VrrpConfig config = new VrrpConfig(List.of(wan, lan), List.of(SyncGroup.of("GATEWAY", "WAN", "LAN")));
        try (VrrpRouter router = LinuxVrrp.start(config, event -> System.out.println(event.describe()))) {
            System.in.read(); // runs until Enter is pressed; then priority 0, and the addresses are gone
            System.out.println(router.status());
        }
        // README: end
    }
}
