package io.github.lvs4j.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.FirewallMark;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.net.IpPrefix;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RouteValuesTest {

    private static final InterfaceName ETH1 = InterfaceName.of("eth1");

    @Test
    void shouldWriteARouteAsIproute2Does() {
        assertThat(Route.builder()
                        .destination(IpPrefix.parse("0.0.0.0/0"))
                        .gateway(IpAddress.parse("192.168.168.11"))
                        .interfaceName(ETH1)
                        .table(new RoutingTable(100))
                        .build())
                .hasToString("default via 192.168.168.11 dev eth1 table 100");
    }

    @Test
    void shouldWriteARuleAsIproute2Does() {
        assertThat(PolicyRule.builder()
                        .family(AddressFamily.INET)
                        .priority(32765)
                        .source(IpPrefix.parse("192.168.168.238"))
                        .table(new RoutingTable(100))
                        .build())
                .hasToString("32765: from 192.168.168.238/32 lookup 100");
    }

    @Test
    void shouldRefuseHostBitsAndForeignFamilies() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Route.builder()
                        .destination(IpPrefix.parse("192.168.168.238/24"))
                        .interfaceName(ETH1)
                        .build())
                .withMessageContaining("write 192.168.168.0/24");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PolicyRule.builder()
                        .family(AddressFamily.INET6)
                        .priority(1)
                        .source(IpPrefix.parse("192.0.2.1"))
                        .build())
                .withMessageContaining("does not belong to an IPv6 rule");
    }

    @Test
    void shouldCheckLabelAndLifetimeOfAnAddress() {
        InterfaceAddress.Builder address = InterfaceAddress.builder()
                .interfaceName(ETH1)
                .prefix(IpPrefix.parse("192.168.168.238/24"))
                .label("eth1:1");
        assertThat(address.build().validLifetime()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> address.validLifetime(Duration.ofMillis(1500)).build())
                .withMessageContaining("whole seconds");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> address.validLifetime(Duration.ofSeconds(3))
                        .label("eth0:1")
                        .build())
                .withMessageContaining("eth1:");
    }

    @Test
    void shouldWriteWhatFewRoutesAndRulesHave() {
        assertThat(Route.builder()
                        .destination(IpPrefix.parse("10.0.0.0/8"))
                        .tos(0x10)
                        .addNextHops(
                                NextHop.via(IpAddress.parse("192.0.2.1"), ETH1),
                                NextHop.via(IpAddress.parse("192.0.2.2"), ETH1).withWeight(3))
                        .putMetrics(RouteMetric.MTU, 1400L)
                        .putMetrics(RouteMetric.LOCK, 4L)
                        .build())
                .hasToString("10.0.0.0/8 tos 0x10 table main mtu lock 1400 nexthop via 192.0.2.1 dev eth1 weight 1"
                        + " nexthop via 192.0.2.2 dev eth1 weight 3");
        assertThat(PolicyRule.builder()
                        .family(AddressFamily.INET)
                        .priority(5)
                        .inverted(true)
                        .mark(new FirewallMark(8))
                        .markMask(0xff)
                        .outgoingInterface(ETH1)
                        .ipProtocol(6)
                        .destinationPorts(new PortRange(80, 90))
                        .suppressPrefixLength(0)
                        .build())
                .hasToString("5: not from all fwmark 8/0xff oif eth1 ipproto 6 dport 80-90 lookup main"
                        + " suppress_prefixlength 0");
    }

    @Test
    void shouldRefuseWaysAndJumpsThatContradictThemselves() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Route.builder()
                        .destination(IpPrefix.parse("10.0.0.0/8"))
                        .interfaceName(ETH1)
                        .addNextHops(NextHop.via(IpAddress.parse("192.0.2.1"), ETH1))
                        .build())
                .withMessageContaining("next hops");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PolicyRule.builder()
                        .family(AddressFamily.INET)
                        .priority(50)
                        .action(PolicyRule.Action.GOTO)
                        .gotoPriority(7)
                        .build())
                .withMessageContaining("gotoPriority");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InterfaceAddress.builder()
                        .from(InterfaceAddress.of(ETH1, IpPrefix.parse("192.0.2.1/32")))
                        .peer(IpAddress.parse("2001:db8::1"))
                        .build())
                .withMessageContaining("other family");
        assertThatIllegalArgumentException().isThrownBy(() -> new PortRange(9, 8));
        assertThatIllegalArgumentException().isThrownBy(() -> new UserRange(9, 8));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IpTunnel.between(IpAddress.parse("2001:db8::1"), IpAddress.parse("192.0.2.1"), 0));
    }
}
