package io.github.lvs4j.verification.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.FirewallMark;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.net.IpPrefix;
import io.github.lvs4j.net.MacAddress;
import io.github.lvs4j.netlink.route.NetlinkNetworkStack;
import io.github.lvs4j.route.InterfaceAddress;
import io.github.lvs4j.route.Link;
import io.github.lvs4j.route.MacvlanMode;
import io.github.lvs4j.route.Neighbor;
import io.github.lvs4j.route.NewLink;
import io.github.lvs4j.route.NextHop;
import io.github.lvs4j.route.PolicyRule;
import io.github.lvs4j.route.PortRange;
import io.github.lvs4j.route.Route;
import io.github.lvs4j.route.RouteMetric;
import io.github.lvs4j.route.RouteProtocol;
import io.github.lvs4j.route.RoutingTable;
import io.github.lvs4j.route.UserRange;
import io.github.lvs4j.testkit.junit.RequiresRoot;
import io.github.lvs4j.testkit.junit.RequiresTool;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What we make, iproute2 shows; what iproute2 makes, we read; what no value of ours can say is never taken for less. */
@Tag("netns")
@RequiresRoot
@RequiresTool("ip")
class Iproute2AgreementTest {

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

    /** No argument has a blank. */
    private String ip(String arguments) {
        List<String> all = new ArrayList<>(List.of("-n", hosts.left()));
        all.addAll(List.of(arguments.split(" ")));
        return TwoHosts.ip(all.toArray(String[]::new)).strip();
    }

    private Link link(String name) {
        return stack.link(InterfaceName.of(name)).orElseThrow();
    }

    @Test
    void shouldAgreeOnLinks() {
        stack.addLink(NewLink.macvlan(InterfaceName.of("vrrp.51"), ETH0, MacvlanMode.PRIVATE)
                .withMac(MacAddress.parse("00:00:5e:00:01:33"))
                .withUp());
        stack.addLink(NewLink.bridge(InterfaceName.of("br0")));
        stack.addLink(NewLink.veth(InterfaceName.of("a0"), InterfaceName.of("b0"))
                .withMtu(1400)
                .withMaster(InterfaceName.of("br0")));
        assertThat(ip("-d -j link show vrrp.51"))
                .contains("\"link\":\"eth0\"", "\"address\":\"00:00:5e:00:01:33\"", "\"info_kind\":\"macvlan\"")
                .contains("\"mode\":\"private\"", "\"UP\"");
        assertThat(ip("-d -j link show br0")).contains("\"info_kind\":\"bridge\"");
        assertThat(ip("-d -j link show a0"))
                .contains("\"link\":\"b0\"", "\"master\":\"br0\"", "\"mtu\":1400", "\"info_kind\":\"veth\"");
        ip("link add name m1 link eth0 address 00:00:5e:00:01:07 type macvlan mode bridge");
        ip("link set b0 master br0");
        ip("link set b0 up");
        assertThat(link("m1").macvlanMode()).contains(MacvlanMode.BRIDGE);
        assertThat(link("m1").mac()).hasToString("00:00:5e:00:01:07");
        assertThat(link("m1").parentIndex()).hasValue(link("eth0").index());
        assertThat(link("b0").masterIndex()).hasValue(link("br0").index());
        assertThat(link("b0").up()).isTrue();
        assertThat(link("lo").kind()).isEmpty();
        assertThat(link("eth0").isParentElsewhere()).isTrue();
    }

    @Test
    void shouldAgreeOnAddresses() {
        stack.addAddress(InterfaceAddress.builder()
                .from(InterfaceAddress.of(ETH0, IpPrefix.parse("10.9.0.1/32")))
                .peer(IpAddress.parse("10.9.0.2"))
                .noPrefixRoute(true)
                .routeMetric(7)
                .build());
        assertThat(ip("-j -4 addr show eth0"))
                .containsPattern("\"local\":\"10.9.0.1\",\"address\":\"10.9.0.2\",\"prefixlen\":32,\"metric\":7")
                .contains("\"noprefixroute\":true");
        ip("addr add 10.8.0.1 peer 10.8.0.2/30 dev eth0");
        ip("-6 addr add 2001:db8:8::1/64 dev eth0 nodad home noprefixroute preferred_lft 0");
        ip("-6 addr add 2001:db8::2/64 dev eth0");
        assertThat(stack.addresses())
                .contains(InterfaceAddress.builder()
                        .from(InterfaceAddress.of(ETH0, IpPrefix.parse("10.8.0.1/30")))
                        .peer(IpAddress.parse("10.8.0.2"))
                        .build());
        InterfaceAddress six = address("2001:db8:8::1/64");
        assertThat(six.noDuplicateDetection() && six.homeAddress() && six.noPrefixRoute())
                .isTrue();
        assertThat(six.states()).contains(InterfaceAddress.State.DEPRECATED, InterfaceAddress.State.PERMANENT);
        // The other host of the cable has this one.
        TwoHosts.until(
                "the duplicate is detected",
                () -> address("2001:db8::2/64").states().contains(InterfaceAddress.State.DETECTION_FAILED));
        assertThat(address("2001:db8::2/64").isUsable()).isFalse();
    }

    private InterfaceAddress address(String prefix) {
        return stack.addresses().stream()
                .filter(each -> each.prefix().equals(IpPrefix.parse(prefix)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldAgreeOnRoutes() {
        Route ways = Route.builder()
                .destination(IpPrefix.parse("10.0.0.0/8"))
                .table(TABLE)
                .tos(0x10)
                .addNextHops(
                        NextHop.via(IpAddress.parse("192.0.2.2"), ETH0),
                        NextHop.via(IpAddress.parse("192.0.2.3"), ETH0).withWeight(4))
                .putMetrics(RouteMetric.MTU, 1400L)
                .putMetrics(RouteMetric.LOCK, 1L << RouteMetric.MTU.number())
                .build();
        stack.addRoute(ways);
        assertThat(stack.routes()).contains(ways);
        assertThat(ip("route show table 4000").replaceAll("\\s+", " "))
                .isEqualTo("10.0.0.0/8 tos 0x10 proto 76 mtu lock 1400 nexthop via 192.0.2.2 dev eth0 weight 1"
                        + " nexthop via 192.0.2.3 dev eth0 weight 4");
        ip("route add 11.0.0.0/8 via 192.0.2.2 table 4000 proto 76 initcwnd 30 advmss 1300");
        ip("-6 route add 2001:db8:5::/48 via 2001:db8::2 dev eth0 table 4000 proto 76 pref high metric 9");
        ip("route add 12.0.0.0/8 via inet6 2001:db8::2 dev eth0 table 4000 proto 76");
        assertThat(stack.routes())
                .contains(
                        read("11.0.0.0/8", "192.0.2.2")
                                .putMetrics(RouteMetric.INITCWND, 30L)
                                .putMetrics(RouteMetric.ADVMSS, 1300L)
                                .build(),
                        read("2001:db8:5::/48", "2001:db8::2")
                                .metric(9)
                                .preference(Route.Preference.HIGH)
                                .build(),
                        read("12.0.0.0/8", "2001:db8::2").build());
        stack.removeRoute(read("11.0.0.0/8", "192.0.2.2").build());
        assertThat(ip("route show table 4000")).doesNotContain("11.0.0.0/8");
    }

    private static Route.Builder read(String destination, String gateway) {
        return Route.builder()
                .destination(IpPrefix.parse(destination))
                .table(TABLE)
                .gateway(IpAddress.parse(gateway))
                .interfaceName(ETH0);
    }

    @Test
    void shouldShowWhatItCannotSayAsSomethingElse() {
        ip("route add 13.0.0.0/8 via 192.0.2.2 table 4000 proto 76 congctl reno");
        ip("rule add pref 60 from all tun_id 5 lookup 4000 protocol 76");
        ip("rule add pref 61 from all fwmark 0/0xff lookup 4000 protocol 76");
        assertThat(stack.routes())
                .filteredOn(route -> route.destination().equals(IpPrefix.parse("13.0.0.0/8")))
                .singleElement()
                .satisfies(route -> assertThat(route.type()).isEqualTo(Route.Type.OTHER));
        assertThat(stack.rules())
                .filteredOn(rule -> rule.priority() == 60 || rule.priority() == 61)
                .hasSize(2)
                .allMatch(rule -> rule.action() == PolicyRule.Action.OTHER);
    }

    @Test
    void shouldAgreeOnRules() {
        PolicyRule rule = PolicyRule.builder()
                .family(AddressFamily.INET)
                .priority(50)
                .source(IpPrefix.parse("10.1.0.0/16"))
                .mark(new FirewallMark(8))
                .markMask(0xff)
                .outgoingInterface(ETH0)
                .ipProtocol(6)
                .sourcePorts(new PortRange(1000, 2000))
                .destinationPorts(PortRange.of(443))
                .users(new UserRange(1, 2))
                .inverted(true)
                .suppressPrefixLength(0)
                .table(TABLE)
                .build();
        stack.addRule(rule);
        assertThat(stack.rules()).contains(rule);
        // Without the file of protocols, which a small Debian lacks, the number stands for the name.
        assertThat(ip("rule show pref 50").replaceAll("\\s+", " ").replace("ipproto-6", "tcp"))
                .isEqualTo("50: not from 10.1.0.0/16 fwmark 0x8/0xff oif eth0 uidrange 1-2 ipproto tcp sport 1000-2000"
                        + " dport 443 lookup 4000 suppress_prefixlength 0 proto 76");
        stack.removeRule(rule);
        ip("rule add not pref 50 from 10.1.0.0/16 fwmark 0x8/0xff oif eth0 uidrange 1-2 ipproto 6 sport 1000-2000"
                + " dport 443 lookup 4000 suppress_prefixlength 0 protocol 76");
        ip("rule add pref 51 from all goto 32766 protocol 76");
        ip("-6 rule add pref 52 from all l3mdev protocol 76");
        assertThat(stack.rules()).contains(rule);
        assertThat(stack.rules())
                .filteredOn(each -> each.priority() == 51 || each.priority() == 52)
                .extracting(PolicyRule::toString)
                .containsExactly("51: from all goto 32766", "52: from all l3mdev");
        stack.rules().stream()
                .filter(each -> each.protocol().equals(RouteProtocol.LVS4J))
                .forEach(stack::removeRule);
        assertThat(ip("rule show")).doesNotContain("50:", "51:");
        assertThat(ip("-6 rule show")).doesNotContain("52:");
    }

    @Test
    void shouldAgreeOnNeighbors() {
        MacAddress mac = MacAddress.parse("02:00:00:00:00:05");
        Neighbor permanent = Neighbor.permanent(ETH0, IpAddress.parse("192.0.2.5"), mac);
        Neighbor proxy = Neighbor.proxy(ETH0, IpAddress.parse("2001:db8::9"));
        stack.addNeighbor(permanent);
        stack.addNeighbor(proxy);
        assertThat(ip("neigh show 192.0.2.5")).isEqualTo("192.0.2.5 dev eth0 lladdr 02:00:00:00:00:05 PERMANENT");
        assertThat(ip("-6 neigh show proxy")).startsWith("2001:db8::9 dev eth0");
        ip("neigh add 192.0.2.6 lladdr 02:00:00:00:00:06 dev eth0 nud stale");
        ip("-6 neigh add 2001:db8::6 lladdr 02:00:00:00:00:06 dev eth0 router nud permanent protocol 76");
        ip("neigh add proxy 192.0.2.7 dev eth0");
        assertThat(stack.neighbors())
                .contains(permanent, proxy, Neighbor.proxy(ETH0, IpAddress.parse("192.0.2.7")))
                .contains(Neighbor.builder()
                        .interfaceName(ETH0)
                        .address(IpAddress.parse("2001:db8::6"))
                        .mac(MacAddress.parse("02:00:00:00:00:06"))
                        .isRouter(true)
                        .protocol(RouteProtocol.LVS4J)
                        .build());
        assertThat(stack.neighbors())
                .filteredOn(each -> each.address().equals(IpAddress.parse("192.0.2.6")))
                .extracting(Neighbor::state)
                .containsExactly(Neighbor.State.STALE);
        stack.removeNeighbor(proxy);
        assertThat(ip("-6 neigh show proxy")).isEmpty();
    }
}
