package io.github.lvs4j.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class NetValuesTest {

    @Test
    void shouldClearHostBitsOfANetwork() {
        assertThat(IpPrefix.parse("192.168.168.238/20").network()).hasToString("192.168.160.0/20");
        assertThat(IpPrefix.parse("2001:db8:ff::1/33").network()).hasToString("2001:db8::/33");
        assertThat(IpPrefix.parse("192.0.2.1/0").network()).hasToString("0.0.0.0/0");
    }

    @Test
    void shouldTakeAnAddressWithoutLengthForAHost() {
        assertThat(IpPrefix.parse("192.0.2.1").isHost()).isTrue();
        assertThat(IpPrefix.parse("2001:db8::1")).hasToString("2001:db8::1/128");
    }

    @Test
    void shouldTellWhetherAPrefixContainsAnAddress() {
        IpPrefix network = IpPrefix.parse("113.226.77.0/24");
        assertThat(network.contains(IpAddress.parse("113.226.77.88"))).isTrue();
        assertThat(network.contains(IpAddress.parse("113.226.78.88"))).isFalse();
        assertThat(network.contains(IpAddress.parse("::1"))).isFalse();
    }

    @Test
    void shouldNameTheRangeOfAPrefixLength() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IpPrefix.parse("192.0.2.1/33"))
                .withMessage("prefix length 33 of 192.0.2.1 is out of range: 0 to 32 for IPv4");
        assertThatIllegalArgumentException().isThrownBy(() -> IpPrefix.parse("192.0.2.1/x"));
    }

    @Test
    void shouldReadEndpointsOfBothFamilies() {
        assertThat(Endpoint.parse("192.0.2.1:80"))
                .isEqualTo(Endpoint.of("192.0.2.1", 80))
                .hasToString("192.0.2.1:80");
        assertThat(Endpoint.parse("[2001:db8::1]:443")).hasToString("[2001:db8::1]:443");
        assertThatIllegalArgumentException().isThrownBy(() -> Endpoint.parse("2001:db8::1:80"));
        assertThatIllegalArgumentException().isThrownBy(() -> Endpoint.parse("192.0.2.1"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Endpoint.of("192.0.2.1", 65536))
                .withMessageContaining("0 to 65535");
    }

    @Test
    void shouldOrderEndpointsByUnsignedAddressThenPort() {
        assertThat(Endpoint.parse("9.0.0.1:80")).isLessThan(Endpoint.parse("200.0.0.1:1"));
        assertThat(Endpoint.parse("9.0.0.1:80")).isLessThan(Endpoint.parse("9.0.0.1:8001"));
    }

    @Test
    void shouldHoldAddressesAsNumbers() {
        Endpoint four = Endpoint.ofIpv4(0xc0000201, 80);
        assertThat(four).isEqualTo(Endpoint.of("192.0.2.1", 80)).hasSameHashCodeAs(Endpoint.of("192.0.2.1", 80));
        assertThat(four.address()).isEqualTo(IpAddress.parse("192.0.2.1"));
        assertThat(four.lowerBits()).isEqualTo(0xc0000201L);

        Endpoint six = Endpoint.ofIpv6(0x20010db8_00000000L, 0xff, 80);
        assertThat(six).isEqualTo(Endpoint.of("2001:db8::ff", 80)).hasToString("[2001:db8::ff]:80");
        assertThat(six.address()).isEqualTo(IpAddress.parse("2001:db8::ff"));
        assertThat(Endpoint.of("2001:db8::ff", 80).upperBits()).isEqualTo(0x20010db8_00000000L);
    }

    @Test
    void shouldTellAMappedAddressFromTheOneItMaps() {
        Endpoint mapped = Endpoint.ofIpv6(0, 0xffff_c000_0201L, 80);
        assertThat(mapped).isEqualTo(Endpoint.of("::ffff:192.0.2.1", 80)).isNotEqualTo(Endpoint.of("192.0.2.1", 80));
        assertThat(mapped.address())
                .hasToString(IpAddress.parse("::ffff:192.0.2.1").toString());
        assertThat(Endpoint.of("::c000:201", 80)).isNotEqualTo(Endpoint.of("192.0.2.1", 80));
    }

    @Test
    void shouldRefuseInterfaceNamesThatTheKernelRefuses() {
        assertThat(InterfaceName.of("eth0")).hasToString("eth0");
        for (String wrong : new String[] {"", "a-name-of-16-char", "a b", "a/b", "eth1:1", ".", ".."}) {
            assertThatIllegalArgumentException().isThrownBy(() -> InterfaceName.of(wrong));
        }
    }

    @Test
    void shouldReadAndWriteMacAddresses() {
        MacAddress mac = MacAddress.parse("00:00:5E-00:01:64");
        assertThat(mac).hasToString("00:00:5e:00:01:64");
        assertThat(MacAddress.of(mac.toBytes())).isEqualTo(mac);
        assertThatIllegalArgumentException().isThrownBy(() -> MacAddress.parse("00:00:5e"));
    }

    @Test
    void shouldRefuseFirewallMarkZero() {
        assertThatIllegalArgumentException().isThrownBy(() -> new FirewallMark(0));
        assertThat(new FirewallMark(0xffff_ffffL)).hasToString("4294967295");
    }

    @Test
    void shouldKeepAnIpv6AddressThatMapsAnIpv4One() {
        InetAddress mapped = IpAddress.parse("::ffff:192.0.2.1");
        assertThat(AddressFamily.of(mapped)).isEqualTo(AddressFamily.INET6);
        assertThat(IpAddress.format(mapped)).isEqualTo("::ffff:192.0.2.1");
        assertThat(IpAddress.of(mapped.getAddress())).isEqualTo(mapped).isNotEqualTo(IpAddress.parse("192.0.2.1"));
    }
}
