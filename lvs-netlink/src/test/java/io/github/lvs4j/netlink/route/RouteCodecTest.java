package io.github.lvs4j.netlink.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.FirewallMark;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.net.IpPrefix;
import io.github.lvs4j.net.MacAddress;
import io.github.lvs4j.netlink.FakeKernel;
import io.github.lvs4j.netlink.MalformedMessageException;
import io.github.lvs4j.netlink.MessageReader;
import io.github.lvs4j.netlink.MessageWriter;
import io.github.lvs4j.route.InterfaceAddress;
import io.github.lvs4j.route.Link;
import io.github.lvs4j.route.MacvlanMode;
import io.github.lvs4j.route.Neighbor;
import io.github.lvs4j.route.NetworkEvent;
import io.github.lvs4j.route.NetworkTopic;
import io.github.lvs4j.route.NewLink;
import io.github.lvs4j.route.NextHop;
import io.github.lvs4j.route.PolicyRule;
import io.github.lvs4j.route.PortRange;
import io.github.lvs4j.route.Route;
import io.github.lvs4j.route.RouteMetric;
import io.github.lvs4j.route.RouteProtocol;
import io.github.lvs4j.route.RoutingTable;
import io.github.lvs4j.route.UserRange;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

class RouteCodecTest {

    private static final InterfaceName ETH1 = InterfaceName.of("eth1");
    private static final Link LINK =
            Link.builder().index(7).name(ETH1).up(true).carrier(true).build();
    private static final Set<NetworkTopic> TOPICS = EnumSet.allOf(NetworkTopic.class);
    private static final LinkNames NAMES = new LinkNames(List.of(LINK));

    static boolean isLittleEndian() {
        return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    }

    private static byte[] bytes(Consumer<MessageWriter> encoder) {
        ByteBuffer buffer = ByteBuffer.allocate(1024).order(ByteOrder.nativeOrder());
        MessageWriter writer = new MessageWriter(buffer);
        encoder.accept(writer);
        byte[] bytes = new byte[writer.length()];
        buffer.get(0, bytes);
        return bytes;
    }

    private static MessageReader reread(Consumer<MessageWriter> encoder) {
        byte[] bytes = bytes(encoder);
        MessageReader reader =
                new MessageReader().wrap(ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()), bytes.length);
        assertThat(reader.next()).isTrue();
        return reader;
    }

    @Test
    @EnabledIf("isLittleEndian")
    void shouldLayALeaseOutAsTheHeadersSay() {
        InterfaceAddress lease = InterfaceAddress.builder()
                .interfaceName(ETH1)
                .prefix(IpPrefix.parse("192.168.168.11/32"))
                .validLifetime(Duration.ofSeconds(5))
                .protocol(RouteProtocol.LVS4J)
                .build();
        String header = "44000000" + "1400" + "0105" + "00000000" + "00000000";
        String address = "02200000" + "07000000" + "08000200c0a8a80b" + "08000100c0a8a80b";
        String rest = "05000b004c000000" + "14000600" + "0500000005000000" + "0000000000000000";
        assertThat(HexFormat.of().formatHex(bytes(into -> AddressCodec.encode(lease, 7, 0x500, into))))
                .isEqualTo(header + address + rest);
    }

    @Test
    void shouldReadBackAnAddress() {
        InterfaceAddress address = InterfaceAddress.builder()
                .interfaceName(ETH1)
                .prefix(IpPrefix.parse("192.168.168.11/24"))
                .label("eth1:1")
                .broadcast(IpAddress.parse("192.168.168.255"))
                .scope(253)
                .validLifetime(Duration.ofSeconds(60))
                .preferredLifetime(Duration.ofSeconds(30))
                .protocol(RouteProtocol.LVS4J)
                .build();
        assertThat(AddressCodec.decode(reread(into -> AddressCodec.encode(address, 7, 0, into)), NAMES))
                .isEqualTo(address);
        assertThat(AddressCodec.decode(reread(into -> AddressCodec.encode(address, 8, 0, into)), NAMES))
                .as("on a link that nobody knows")
                .isNull();
    }

    @Test
    void shouldReadBackARoute() {
        Route route = Route.builder()
                .destination(IpPrefix.parse("10.0.0.0/8"))
                .table(new RoutingTable(4000))
                .gateway(IpAddress.parse("2001:db8::1"))
                .interfaceName(ETH1)
                .source(IpAddress.parse("192.0.2.1"))
                .metric(5)
                .onLink(true)
                .build();
        assertThat(RouteCodec.decode(
                        reread(into -> RouteCodec.encode(route, name -> 7, MessageType.NEW_ROUTE, 0, into)), NAMES))
                .isEqualTo(route);
    }

    @Test
    void shouldReadBackARule() {
        PolicyRule rule = PolicyRule.builder()
                .family(AddressFamily.INET6)
                .priority(0xffff_ffffL)
                .source(IpPrefix.parse("2001:db8::/32"))
                .destination(IpPrefix.parse("2001:db8:1::/48"))
                .mark(new FirewallMark(0xffff_ffffL))
                .incomingInterface(ETH1)
                .table(new RoutingTable(300))
                .build();
        assertThat(RuleCodec.decode(reread(into -> RuleCodec.encode(rule, MessageType.NEW_RULE, 0, into))))
                .isEqualTo(rule);
    }

    @Test
    void shouldReadBackARuleWithEverything() {
        PolicyRule rule = PolicyRule.builder()
                .family(AddressFamily.INET)
                .priority(50)
                .mark(new FirewallMark(8))
                .markMask(0xff)
                .outgoingInterface(ETH1)
                .tos(0x10)
                .ipProtocol(6)
                .sourcePorts(new PortRange(1000, 65535))
                .destinationPorts(PortRange.of(80))
                .users(new UserRange(1, 0xffff_fffeL))
                .inverted(true)
                .suppressPrefixLength(0)
                .suppressGroup(4)
                .build();
        assertThat(RuleCodec.decode(reread(into -> RuleCodec.encode(rule, MessageType.NEW_RULE, 0, into))))
                .isEqualTo(rule);
        PolicyRule jump = PolicyRule.builder()
                .family(AddressFamily.INET)
                .priority(50)
                .action(PolicyRule.Action.GOTO)
                .gotoPriority(0xffff_ffffL)
                .build();
        assertThat(RuleCodec.decode(reread(into -> RuleCodec.encode(jump, MessageType.NEW_RULE, 0, into))))
                .isEqualTo(jump);
    }

    @Test
    void shouldReadBackARouteOfSeveralWays() {
        Route route = Route.builder()
                .destination(IpPrefix.parse("10.0.0.0/8"))
                .tos(4)
                .scope(253)
                .addNextHops(
                        NextHop.via(IpAddress.parse("192.0.2.1"), ETH1).withWeight(256),
                        NextHop.via(IpAddress.parse("2001:db8::1"), ETH1),
                        new NextHop(Optional.empty(), Optional.of(ETH1), 7, true))
                .putMetrics(RouteMetric.MTU, 1400L)
                .build();
        assertThat(RouteCodec.decode(
                        reread(into -> RouteCodec.encode(route, name -> 7, MessageType.NEW_ROUTE, 0, into)), NAMES))
                .isEqualTo(route);
    }

    @Test
    void shouldReadBackANeighbor() {
        Neighbor neighbor = Neighbor.builder()
                .interfaceName(ETH1)
                .address(IpAddress.parse("2001:db8::9"))
                .mac(MacAddress.parse("02:00:00:00:00:09"))
                .state(Neighbor.State.STALE)
                .isRouter(true)
                .protocol(RouteProtocol.LVS4J)
                .build();
        Neighbor proxy = Neighbor.proxy(ETH1, IpAddress.parse("192.0.2.9"));
        for (Neighbor each : List.of(neighbor, proxy)) {
            assertThat(NeighborCodec.decode(
                            reread(into -> NeighborCodec.encode(each, 7, MessageType.NEW_NEIGHBOR, 0, into)), NAMES))
                    .isEqualTo(each);
        }
    }

    @Test
    @EnabledIf("isLittleEndian")
    void shouldLayAVirtualMacOutAsTheHeadersSay() {
        NewLink link = NewLink.macvlan(InterfaceName.of("vrrp.51"), ETH1, MacvlanMode.PRIVATE)
                .withMac(MacAddress.parse("00:00:5e:00:01:33"))
                .withUp();
        String header = "5c000000" + "10000106" + "00000000" + "00000000";
        String info = "00000000" + "00000000" + "01000000" + "01000000";
        String name = "0c000300" + "767272702e353100";
        String mac = "0a000100" + "00005e0001330000" + "08000500" + "07000000";
        String kind = "1c001280" + "0c000100" + "6d6163766c616e00" + "0c000280" + "0800010001000000";
        assertThat(HexFormat.of().formatHex(bytes(into -> LinkChangeCodec.encodeNew(link, 7, 0, -1, into))))
                .isEqualTo(header + info + name + mac + kind);
    }

    @Test
    void shouldNotMistakeARuleWithAnUnknownSelectorForOneOfOurs() {
        byte[] body = HexFormat.of().parseHex("0200000064000001" + "00000000" + "08006300" + "00000000");
        byte[] message = FakeKernel.message(MessageType.NEW_RULE, 0, 0, body);
        MessageReader reader =
                new MessageReader().wrap(ByteBuffer.wrap(message).order(ByteOrder.nativeOrder()), message.length);
        assertThat(reader.next()).isTrue();
        PolicyRule rule = RuleCodec.decode(reader);
        assertThat(rule).isNotNull();
        assertThat(rule.action()).isEqualTo(PolicyRule.Action.OTHER);
    }

    /** A message of any type with any body is an event, is passed over, or is refused as malformed. */
    @Property(tries = 3000)
    void shouldSurviveRandomMessages(
            @ForAll @IntRange(min = 16, max = 35) int type, @ForAll @Size(max = 120) byte[] body) {
        body = plausible(body);
        FakeKernel events = new FakeKernel((fake, request) -> {});
        FakeKernel requests = new FakeKernel((fake, request) -> fake.reply(FakeKernel.done(request)));
        NetworkMonitor monitor = NetworkMonitor.over(TOPICS, events, requests);
        List<NetworkEvent> heard = new ArrayList<>();
        events.reply(FakeKernel.message(type, 0, 0, body));
        try {
            assertThat(monitor.drain(heard::add)).isFalse();
            assertThat(heard).hasSizeLessThanOrEqualTo(1);
        } catch (MalformedMessageException e) {
            assertThat(e)
                    .hasMessageMatching("hear of changes: malformed RTM_(NEW|DEL)(LINK|ADDR|ROUTE|NEIGH|RULE): "
                            + "(attribute \\d+|a next hop|a netlink message of type \\d+) .* bytes.*")
                    .hasCauseInstanceOf(MalformedMessageException.class);
        }
    }

    /** Half of the tries get past the check of the family. */
    private static byte[] plausible(byte[] body) {
        byte[] changed = body.clone();
        if (changed.length > 1 && (changed[1] & 1) == 0) {
            changed[0] = (byte) ((changed[1] & 2) == 0 ? 2 : 10);
        }
        return changed;
    }

    @Test
    void shouldReadLinksAgainAfterALossAndSaySo() {
        FakeKernel events = new FakeKernel((fake, request) -> {});
        FakeKernel requests = new FakeKernel((fake, request) -> fake.reply(FakeKernel.done(request)));
        NetworkMonitor monitor = NetworkMonitor.over(TOPICS, events, requests);
        events.lose();
        List<NetworkEvent> heard = new ArrayList<>();
        assertThat(monitor.drain(heard::add)).isFalse();
        assertThat(heard).containsExactly(new NetworkEvent.Overrun());
        assertThat(requests.sends())
                .as("links, addresses, routes, rules, neighbors and proxies, twice")
                .hasSize(16);
        monitor.close();
        assertThat(events.isClosed() && requests.isClosed()).isTrue();
    }

    /** One way beside several, which no kernel tells yet, nor ours could be mistaken for. */
    @Test
    void shouldShowARouteOfOneWayBesideSeveralAsOther() {
        Route several = Route.builder()
                .destination(IpPrefix.parse("10.0.0.0/8"))
                .addNextHops(
                        NextHop.via(IpAddress.parse("192.0.2.1"), ETH1),
                        NextHop.via(IpAddress.parse("192.0.2.2"), ETH1))
                .build();
        MessageReader reader = reread(into -> {
            into.begin(MessageType.NEW_ROUTE, 0);
            into.u8(2).u8(8).u8(0).u8(0).u8(254).u8(76).u8(0).u8(1).u32(0);
            into.attributes()
                    .address(1, IpAddress.parse("10.0.0.0"))
                    .bytes(9, NextHopCodec.encode(several.nextHops(), AddressFamily.INET, name -> 7))
                    .address(5, IpAddress.parse("192.0.2.3"));
            into.end();
        });
        Route read = RouteCodec.decode(reader, NAMES);
        assertThat(read)
                .isEqualTo(Route.builder()
                        .from(several)
                        .type(Route.Type.OTHER)
                        .scope(read.scope())
                        .protocol(read.protocol())
                        .build());
    }

    /** As a newer kernel's, or one whose link went while it was listed: it must not hide the others. */
    @Test
    void shouldShowARouteThatLeadsNowhereAsOther() {
        Route route = RouteCodec.decode(
                reread(into -> {
                    into.begin(MessageType.NEW_ROUTE, 0);
                    into.u8(2).u8(0).u8(0).u8(0).u8(254).u8(4).u8(0).u8(1).u32(0);
                    into.attributes().u32(30, 0); // RTA_NH_ID of no object
                    into.end();
                }),
                NAMES);
        assertThat(route).isNotNull();
        assertThat(route.type()).isEqualTo(Route.Type.OTHER);
    }
}
