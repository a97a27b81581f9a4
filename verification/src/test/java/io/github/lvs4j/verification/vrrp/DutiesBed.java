package io.github.lvs4j.verification.vrrp;

import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpPrefix;
import io.github.lvs4j.netlink.namespace.NetworkNamespace;
import io.github.lvs4j.netlink.route.NetlinkNetworkStack;
import io.github.lvs4j.route.InterfaceAddress;
import io.github.lvs4j.route.NetworkStack;
import io.github.lvs4j.route.RouteProtocol;
import io.github.lvs4j.testkit.hosts.Capture;
import io.github.lvs4j.testkit.hosts.Eventually;
import io.github.lvs4j.testkit.hosts.TestHost;
import io.github.lvs4j.testkit.hosts.TestLan;
import io.github.lvs4j.testkit.hosts.TestNetwork;
import io.github.lvs4j.vrrp.Authentication;
import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VirtualRouterId;
import io.github.lvs4j.vrrp.VrrpConfig;
import io.github.lvs4j.vrrp.VrrpEvent;
import io.github.lvs4j.vrrp.VrrpRouter;
import io.github.lvs4j.vrrp.VrrpState;
import io.github.lvs4j.vrrp.VrrpVersion;
import io.github.lvs4j.vrrp.linux.LinuxVrrp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Two directors, a (192.0.2.11, 02:00:00:00:00:0a) and b (192.0.2.12), and a listener (192.0.2.99) on one network; the virtual
 * routers run in this process, each in its host's namespace.
 */
final class DutiesBed implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    private final TestLan lan = TestLan.create();
    private final List<VrrpRouter> running = new ArrayList<>();
    final List<VrrpEvent> heard = new CopyOnWriteArrayList<>();
    final TestHost a = lan.host("a");
    final TestHost b = lan.host("b");
    final TestHost listener = lan.host("listener");
    final Capture capture;

    DutiesBed() {
        TestNetwork network = lan.network("wan");
        host(a, network, "02:00:00:00:00:0a", "192.0.2.11/24");
        host(b, network, "02:00:00:00:00:0b", "192.0.2.12/24");
        listener.connect("eth0", network, "192.0.2.99/24");
        listener.ip("route", "add", "113.226.77.88/32", "dev", "eth0");
        capture = listener.capture("eth0", "ip proto 112 or arp or ip6");
    }

    private static void host(TestHost host, TestNetwork network, String mac, String address) {
        host.connect("eth0", network);
        host.ip("link", "set", "eth0", "down");
        host.ip("link", "set", "eth0", "address", mac);
        host.ip("link", "set", "eth0", "up");
        host.ip("address", "add", address, "dev", "eth0");
    }

    /** The configuration under which keepalived's packets were captured. */
    static VirtualRouter golden(UnaryOperator<VirtualRouter.Builder> change) {
        return change.apply(base("VI").addresses("113.226.77.88").authentication(Authentication.simpleText("1c7f545a")))
                .build();
    }

    /** Version 3 with 100 ms, so that tests are quick. */
    static VirtualRouter quick(int priority, UnaryOperator<VirtualRouter.Builder> change) {
        return change.apply(base("VI")
                        .version(VrrpVersion.V3)
                        .advertisementInterval(Duration.ofMillis(100))
                        .priority(Priority.of(priority)))
                .build();
    }

    private static VirtualRouter.Builder base(String name) {
        return VirtualRouter.builder().name(name).id(VirtualRouterId.of(100)).interfaceName(InterfaceName.of("eth0"));
    }

    VrrpRouter start(TestHost host, VirtualRouter router) {
        try (NetworkNamespace namespace = NetworkNamespace.at(host.namespacePath())) {
            VrrpRouter started = namespace.open(() -> LinuxVrrp.start(VrrpConfig.of(router), heard::add));
            running.add(started);
            return started;
        }
    }

    VrrpRouter startMaster(TestHost host, VirtualRouter router) {
        VrrpRouter started = start(host, router);
        await("master on " + host.name(), () -> state(started) == VrrpState.MASTER);
        await(
                "its addresses",
                () -> router.installedAddresses().stream()
                        .allMatch(address -> host.ip("address")
                                .contains(" " + address.prefix().toString())));
        return started;
    }

    /** Adds an address with our mark, as another program of this library would; this iproute2 cannot. */
    static void addMarked(TestHost host, String where, String address) {
        try (NetworkNamespace namespace = NetworkNamespace.at(host.namespacePath());
                NetworkStack stack = namespace.open(NetlinkNetworkStack::open)) {
            stack.addAddress(InterfaceAddress.builder()
                    .interfaceName(InterfaceName.of(where))
                    .prefix(IpPrefix.parse(address))
                    .protocol(RouteProtocol.LVS4J)
                    .build());
        }
    }

    /** Whether a host answers within a second: nothing listens there, so it refuses the connection. */
    boolean answers(String address) {
        return listener.run("curl", "-s", "-m", "1", "http://" + address + ":9/")
                        .exitStatus()
                == 7;
    }

    static VrrpState state(VrrpRouter router) {
        return router.status().router("VI").orElseThrow().state();
    }

    static void await(String what, java.util.function.BooleanSupplier condition) {
        Eventually.within(PATIENCE, what, condition);
    }

    <E extends VrrpEvent> E awaitEvent(Class<E> kind) {
        return awaitEvent(kind, event -> true);
    }

    <E extends VrrpEvent> E awaitEvent(Class<E> kind, Predicate<E> wanted) {
        await(kind.getSimpleName(), () -> events(kind, wanted).findFirst().isPresent());
        return events(kind, wanted).findFirst().orElseThrow();
    }

    private <E extends VrrpEvent> Stream<E> events(Class<E> kind, Predicate<E> wanted) {
        return heard.stream().filter(kind::isInstance).map(kind::cast).filter(wanted);
    }

    @Override
    public void close() {
        running.forEach(VrrpRouter::close);
        capture.close();
        lan.close();
    }
}
