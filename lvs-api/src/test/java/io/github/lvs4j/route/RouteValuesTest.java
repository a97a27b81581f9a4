package io.github.lvs4j.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.lvs4j.net.AddressFamily;
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
}
