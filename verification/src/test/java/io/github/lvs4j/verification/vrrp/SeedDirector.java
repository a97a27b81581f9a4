package io.github.lvs4j.verification.vrrp;

import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.vrrp.Authentication;
import io.github.lvs4j.vrrp.LeasePolicy;
import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.SyncGroup;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VirtualRouterId;
import io.github.lvs4j.vrrp.VrrpConfig;
import io.github.lvs4j.vrrp.VrrpListener;
import io.github.lvs4j.vrrp.VrrpRouter;
import io.github.lvs4j.vrrp.linux.LinuxVrrp;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/**
 * The reference deployment's virtual routers as a program of their own, until SIGTERM. Arguments are KEY=VALUE: priority, alone
 * (only LVS_WAN), interface (of LVS_WAN), lease, adopt, twice. It prints its events; "refused: …" if it cannot start.
 */
final class SeedDirector {

    private SeedDirector() {}

    public static void main(String[] arguments) throws InterruptedException {
        Map<String, String> options = new TreeMap<>();
        for (String argument : arguments) {
            options.put(argument.substring(0, argument.indexOf('=')), argument.substring(argument.indexOf('=') + 1));
        }
        VrrpConfig config = config(options);
        VrrpRouter router;
        try {
            router = LinuxVrrp.start(config, event -> System.out.println("event: " + event.describe()));
        } catch (RuntimeException refusal) {
            System.out.println("refused: " + refusal.getMessage());
            System.exit(2);
            return;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(router::close));
        System.out.println("started");
        if (options.containsKey("twice")) {
            try {
                LinuxVrrp.start(config, VrrpListener.NONE);
            } catch (RuntimeException refusal) {
                System.out.println("refused: " + refusal.getMessage());
            }
        }
        new CountDownLatch(1).await();
    }

    private static VrrpConfig config(Map<String, String> options) {
        List<VirtualRouter> routers = new ArrayList<>();
        routers.add(router("LVS_WAN", options.getOrDefault("interface", "eth0"), "1c7f545a", "113.226.77.88", options));
        if (options.containsKey("alone")) {
            return new VrrpConfig(routers, List.of());
        }
        routers.add(router("LVS_LAN", "eth1", "9aa614f7", "192.168.168.11", options));
        return new VrrpConfig(routers, List.of(SyncGroup.of("HK_GRP1", "LVS_WAN", "LVS_LAN")));
    }

    private static VirtualRouter router(
            String name, String where, String password, String address, Map<String, String> options) {
        return VirtualRouter.builder()
                .name(name)
                .id(VirtualRouterId.of(100))
                .interfaceName(InterfaceName.of(where))
                .priority(Priority.of(Integer.parseInt(options.getOrDefault("priority", "100"))))
                .authentication(Authentication.simpleText(password))
                .lease(LeasePolicy.valueOf(
                        options.getOrDefault("lease", "automatic").toUpperCase(Locale.ROOT)))
                .adoptAddresses(options.containsKey("adopt"))
                .addresses(address)
                .build();
    }
}
