package io.github.lvs4j.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.UnknownHostException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "2001:db8::1, 2001:db8::1",
        "2001:DB8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "::, ::",
        "::1, ::1",
        "fe80::, fe80::",
        "1:0:0:2:0:0:0:3, 1:0:0:2::3",
        "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
    })
    void shouldWriteTheShortestForm(String text, String shortest) {
        assertThat(IpAddress.format(IpAddress.parse(text))).isEqualTo(shortest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "1.2.3.04",
                "1.2.3.-4",
                "a.b.c.d",
                "localhost",
                "1::2::3",
                "1:2:3",
                "12345::",
                "::g",
                "fe80::1%eth0",
                ":",
                ":::",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7::8:9",
                "::1.2.3",
                "1.2.3.4::"
            })
    void shouldRefuseWhatIsNoAddressAndQuoteIt(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IpAddress.parse(text))
                .withMessageContaining("\"" + text + "\"");
    }

    @Property
    void shouldReadBackWhatItWrote(@ForAll @Size(16) byte[] bytes) throws UnknownHostException {
        InetAddress address = InetAddress.getByAddress(bytes);
        assertThat(IpAddress.parse(IpAddress.format(address))).isEqualTo(address);
    }

    @Property
    void shouldAgreeWithTheJdkOnIpv6(@ForAll @Size(16) byte[] bytes) throws UnknownHostException {
        InetAddress address = InetAddress.getByAddress(bytes);
        assertThat(InetAddress.getByName(IpAddress.format(address))).isEqualTo(address);
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.1, 10.0.0.2", "10.0.0.1, 192.0.2.1", "127.255.255.255, 128.0.0.0", "255.0.0.0, ::1"})
    void shouldCompareUnsigned(String lower, String higher) {
        assertThat(IpAddress.compare(IpAddress.parse(lower), IpAddress.parse(higher)))
                .isNegative();
        assertThat(IpAddress.compare(IpAddress.parse(higher), IpAddress.parse(lower)))
                .isPositive();
    }
}
