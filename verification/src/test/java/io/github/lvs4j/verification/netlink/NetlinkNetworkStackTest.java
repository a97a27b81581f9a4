package io.github.lvs4j.verification.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lvs4j.error.KernelException;
import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.FirewallMark;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.net.IpPrefix;
import io.github.lvs4j.netlink.route.NetlinkNetworkStack;
import io.github.lvs4j.netlink.route.NetworkMonitor;
import io.github.lvs4j.netlink.socket.LinuxSockets;
import io.github.lvs4j.netlink.socket.Poller;
import io.github.lvs4j.route.InterfaceAddress;
import io.github.lvs4j.route.Link;
import io.github.lvs4j.route.NetworkEvent;
import io.github.lvs4j.route.NetworkStack;
import io.github.lvs4j.route.NetworkTopic;
import io.github.lvs4j.route.PolicyRule;
import io.github.lvs4j.route.Route;
import io.github.lvs4j.route.RouteProtocol;
import io.github.lvs4j.route.RoutingTable;
import io.github.lvs4j.testkit.junit.RequiresRoot;
import io.github.lvs4j.testkit.junit.RequiresTool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** rtnetlink on the machine's own kernel, in namespaces, looked at by iproute2. */
@Tag("netns")
@RequiresRoot
@RequiresTool("ip")
class NetlinkNetworkStackTest {

    private static final InterfaceName ETH0 = InterfaceName.of("eth0");
    private static final RoutingTable TABLE = new RoutingTable(4000);

    private TwoHosts hosts;
    private NetlinkNetworkStack stack;

    @BeforeEach
    void open() {
        hosts = new TwoHosts();
        stack = TwoHosts.in(hosts.left(), NetlinkNetworkStack::open);
    }

    @AfterEach
    void close() {
        stack.close();
        hosts.close();
    }

    private String ip(String... arguments) {
        List<String> all = new ArrayList<>(List.of("-n", hosts.left()));
        all.addAll(List.of(arguments));
        return TwoHosts.ip(all.toArray(String[]::new));
    }

    @Test
    void shouldAddAddressesAsIproute2ShowsThem() {
        stack.addAddress(InterfaceAddress.builder()
                .interfaceName(ETH0)
                .prefix(IpPrefix.parse("198.51.100.7/32"))
                .label("eth0:1")
                .validLifetime(Duration.ofSeconds(500))
                .preferredLifetime(Duration.ofSeconds(400))
                .protocol(RouteProtocol.LVS4J)
                .build());
        stack.addAddress(InterfaceAddress.builder()
                .interfaceName(ETH0)
                .prefix(IpPrefix.parse("2001:db8::7/128"))
                .noDuplicateDetection(true)
                .build());
        String shown = ip("-j", "addr", "show", "eth0");
        assertThat(shown)
                .contains("\"local\":\"198.51.100.7\",\"prefixlen\":32", "\"label\":\"eth0:1\"")
                .containsPattern("\"valid_life_time\":(500|49[0-9]),\"preferred_life_time\":(400|39[0-9])")
                .containsPattern("\"local\":\"2001:db8::7\",\"prefixlen\":128[^}]*\"nodad\":true");
    }

    @Test
    void shouldReadWhatIproute2Adds() {
        ip(
                "addr",
                "add",
                "198.51.100.9/28",
                "dev",
                "eth0",
                "brd",
                "+",
                "scope",
                "link",
                "valid_lft",
                "900",
                "preferred_lft",
                "800");
        ip("route", "add", "default", "via", "192.0.2.2", "table", "4000", "metric", "7", "proto", "static");
        ip("route", "add", "blackhole", "10.0.0.0/8");
        ip("rule", "add", "pref", "50", "from", "10.1.0.0/16", "fwmark", "0x7", "iif", "eth0", "lookup", "4000");
        ip("rule", "add", "pref", "51", "tun_id", "5", "lookup", "4000");
        ip("rule", "add", "pref", "52", "from", "10.1.2.3/16", "lookup", "4000");
        InterfaceAddress address = stack.addresses().stream()
                .filter(each -> each.prefix().equals(IpPrefix.parse("198.51.100.9/28")))
                .findFirst()
                .orElseThrow();
        assertThat(address.scope()).isEqualTo(253);
        assertThat(address.broadcast()).contains(IpAddress.parse("198.51.100.15"));
        assertThat(address.validLifetime().orElseThrow()).isBetween(Duration.ofSeconds(880), Duration.ofSeconds(900));
        assertThat(stack.routes())
                .contains(
                        Route.builder()
                                .destination(IpPrefix.parse("0.0.0.0/0"))
                                .table(TABLE)
                                .gateway(IpAddress.parse("192.0.2.2"))
                                .interfaceName(ETH0)
                                .metric(7)
                                .protocol(RouteProtocol.STATIC)
                                .build(),
                        Route.builder()
                                .destination(IpPrefix.parse("10.0.0.0/8"))
                                .type(Route.Type.BLACKHOLE)
                                .protocol(RouteProtocol.BOOT)
                                .build());
        assertThat(stack.rules())
                .filteredOn(rule -> rule.priority() == 50)
                .singleElement()
                .satisfies(rule -> {
                    assertThat(rule.source()).contains(IpPrefix.parse("10.1.0.0/16"));
                    assertThat(rule.mark()).contains(new FirewallMark(7));
                    assertThat(rule.incomingInterface()).contains(ETH0);
                    assertThat(rule.table()).isEqualTo(TABLE);
                });
        assertThat(stack.rules())
                .filteredOn(rule -> rule.priority() == 51)
                .singleElement()
                .satisfies(rule -> assertThat(rule.action()).isEqualTo(PolicyRule.Action.OTHER));
        assertThat(stack.rules()).anyMatch(rule -> rule.priority() == 52);
    }

    @Test
    void shouldWriteRoutesAndRulesAsIproute2ShowsThem() {
        stack.addRoute(Route.builder()
                .destination(IpPrefix.parse("0.0.0.0/0"))
                .table(TABLE)
                .gateway(IpAddress.parse("203.0.113.1"))
                .interfaceName(ETH0)
                .source(IpAddress.parse("192.0.2.1"))
                .onLink(true)
                .build());
        stack.addRule(PolicyRule.builder()
                .family(AddressFamily.INET)
                .priority(100)
                .source(IpPrefix.parse("192.168.168.238/32"))
                .table(TABLE)
                .build());
        assertThat(ip("route", "show", "table", "4000").strip())
                .isEqualTo("default via 203.0.113.1 dev eth0 proto 76 src 192.0.2.1 onlink");
        assertThat(ip("rule", "show", "pref", "100").strip())
                .isEqualTo("100:\tfrom 192.168.168.238 lookup 4000 proto 76");
    }

    @Test
    void shouldQuoteTheKernelsWords() {
        Route unreachable = Route.builder()
                .destination(IpPrefix.parse("10.0.0.0/8"))
                .gateway(IpAddress.parse("203.0.113.1"))
                .build();
        assertThatThrownBy(() -> stack.addRoute(unreachable))
                .isInstanceOf(KernelException.class)
                .hasMessageContaining("add route 10.0.0.0/8 via 203.0.113.1")
                .hasMessageContaining("ENETUNREACH (101): Nexthop has invalid gateway");
    }

    @Test
    void shouldNotRemoveAnotherRuleOfTheSamePriority() {
        ip("rule", "add", "pref", "100", "from", "10.0.0.1", "lookup", "4000", "protocol", "76");
        PolicyRule every = PolicyRule.builder()
                .family(AddressFamily.INET)
                .priority(100)
                .table(TABLE)
                .build();
        assertThatThrownBy(() -> stack.removeRule(every)).isInstanceOf(KernelException.class);
        assertThat(ip("rule", "show", "pref", "100")).contains("from 10.0.0.1");
    }

    @Test
    void shouldTellAPollerOfALostCable() {
        try (NetworkMonitor monitor = stack.monitor(EnumSet.allOf(NetworkTopic.class));
                Poller poller = LinuxSockets.poller()) {
            poller.register(monitor);
            List<NetworkEvent> events = new ArrayList<>();
            assertThat(monitor.drain(events::add)).isFalse();
            events.clear();
            TwoHosts.ip("-n", hosts.right(), "link", "set", "eth0", "down");
            TwoHosts.until("the loss of the carrier is heard", () -> {
                poller.await(Duration.ofMillis(200));
                monitor.drain(events::add);
                return events.stream()
                        .anyMatch(event -> event instanceof NetworkEvent.LinkChanged changed
                                && changed.link().name().equals(ETH0)
                                && changed.link().up()
                                && !changed.link().carrier());
            });
        }
    }

    @Test
    void shouldSayThatEventsWereLost() {
        try (NetworkMonitor monitor = stack.monitor(EnumSet.allOf(NetworkTopic.class))) {
            InterfaceAddress address = InterfaceAddress.of(ETH0, IpPrefix.parse("198.51.100.7/32"));
            for (int i = 0; i < 600; i++) {
                stack.addAddress(address);
                stack.removeAddress(address);
            }
            List<NetworkEvent> events = new ArrayList<>();
            while (monitor.drain(events::add)) {
                assertThat(events).hasSizeLessThan(100_000);
            }
            assertThat(events).contains(new NetworkEvent.Overrun());
            events.clear();
            stack.addAddress(address);
            monitor.drain(events::add);
            assertThat(events).contains(new NetworkEvent.AddressAdded(address));
        }
    }

    @Test
    void shouldHearItsOwnNamespaceWhereverItIsSubscribed() throws Exception {
        BlockingQueue<NetworkEvent> events = new LinkedBlockingQueue<>();
        try (NetworkStack.Subscription subscription = stack.subscribe(events::add)) {
            assertThat(subscription).isNotNull();
            ip("link", "add", "dummy7", "type", "bridge");
            NetworkEvent event = events.poll(10, TimeUnit.SECONDS);
            while (event != null
                    && !(event instanceof NetworkEvent.LinkChanged changed
                            && changed.link().name().value().equals("dummy7"))) {
                event = events.poll(10, TimeUnit.SECONDS);
            }
            assertThat(event).isNotNull();
            ip("link", "del", "dummy7");
            while (event != null && !(event instanceof NetworkEvent.LinkRemoved)) {
                event = events.poll(10, TimeUnit.SECONDS);
            }
            assertThat(event).isNotNull();
        }
    }

    /** A port of a bridge tells of itself twice; leaving the bridge is not leaving the machine. */
    @Test
    void shouldNotTakeLeavingABridgeForTheEndOfALink() {
        try (NetworkMonitor monitor = stack.monitor(EnumSet.allOf(NetworkTopic.class))) {
            ip("link", "add", "br7", "type", "bridge");
            ip("link", "set", "eth0", "master", "br7");
            ip("link", "set", "eth0", "nomaster");
            List<NetworkEvent> events = new ArrayList<>();
            monitor.drain(events::add);
            assertThat(events).isNotEmpty().noneMatch(event -> event instanceof NetworkEvent.LinkRemoved);
        }
        assertThat(stack.link(ETH0)).map(Link::up).contains(true);
    }

    /** What came and went within the loss is not told; what is different is, once. */
    @Test
    void shouldTellWhatIsDifferentAfterALoss() {
        InterfaceAddress old = InterfaceAddress.of(ETH0, IpPrefix.parse("198.51.100.1/32"));
        InterfaceAddress passing = InterfaceAddress.of(ETH0, IpPrefix.parse("198.51.100.2/32"));
        InterfaceAddress fresh = InterfaceAddress.of(ETH0, IpPrefix.parse("198.51.100.3/32"));
        stack.addAddress(old);
        try (NetworkMonitor monitor = stack.monitor(EnumSet.allOf(NetworkTopic.class))) {
            stack.removeAddress(old);
            for (int i = 0; i < 600; i++) {
                stack.addAddress(passing);
                stack.removeAddress(passing);
            }
            stack.addAddress(fresh);
            List<NetworkEvent> events = new ArrayList<>();
            assertThat(monitor.drain(events::add)).isFalse();
            assertThat(monitor.isCurrent()).isTrue();
            int loss = events.indexOf(new NetworkEvent.Overrun());
            assertThat(loss).isNotNegative();
            List<NetworkEvent> after = events.subList(loss + 1, events.size());
            assertThat(after)
                    .filteredOn(NetworkEvent.AddressRemoved.class::isInstance)
                    .isSubsetOf(new NetworkEvent.AddressRemoved(old), new NetworkEvent.AddressRemoved(passing));
            assertThat(after)
                    .filteredOn(NetworkEvent.AddressAdded.class::isInstance)
                    .containsExactly(new NetworkEvent.AddressAdded(fresh));
            assertThat(events).contains(new NetworkEvent.AddressRemoved(old));
        }
    }

    /** What the VRRP loop hears of links does not depend on how many routes change. */
    @Test
    void shouldLoseNoLinkToAFloodOfRoutes() {
        try (NetworkMonitor monitor = stack.monitor(EnumSet.of(NetworkTopic.LINKS, NetworkTopic.ADDRESSES));
                NetworkMonitor flooded = stack.monitor(EnumSet.of(NetworkTopic.ROUTES))) {
            Route route = Route.builder()
                    .destination(IpPrefix.parse("10.0.0.0/8"))
                    .table(TABLE)
                    .type(Route.Type.BLACKHOLE)
                    .build();
            for (int i = 0; i < 2000; i++) {
                stack.addRoute(route);
                stack.removeRoute(route);
            }
            stack.setLinkUp(ETH0, false);
            List<NetworkEvent> events = new ArrayList<>();
            assertThat(monitor.drain(events::add)).isFalse();
            assertThat(events)
                    .doesNotContain(new NetworkEvent.Overrun())
                    .anyMatch(event -> event instanceof NetworkEvent.LinkChanged changed
                            && changed.link().name().equals(ETH0)
                            && !changed.link().up());
            List<NetworkEvent> routes = new ArrayList<>();
            assertThat(flooded.drain(routes::add)).isFalse();
            assertThat(routes).contains(new NetworkEvent.Overrun());
        }
    }
}
