package io.github.lvs4j.vrrp.packet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.net.MacAddress;
import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.VirtualRouterId;
import io.github.lvs4j.vrrp.VrrpVersion;
import io.github.lvs4j.vrrp.conformance.Covers;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoldenPacketTest {

    private static final MacAddress KEEPALIVED_MAC = MacAddress.parse("02:00:00:00:00:0a");
    private static final MacAddress VIRTUAL_MAC = MacAddress.parse("00:00:5e:00:01:64");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "derived-v3-ipv4-rfc9568-checksum",
                "frr-v2-ipv4-advert",
                "frr-v2-ipv4-prio0",
                "frr-v3-ipv4-advert",
                "frr-v3-ipv4-prio0",
                "v2-none-advert",
                "v2-none-prio0",
                "v2-pass-advert",
                "v2-pass-prio0",
                "v2-pass-short-advert",
                "v2-pass-short-prio0",
                "v2-unicast-pass-advert",
                "v2-unicast-pass-prio0",
                "v2-vmac-advert",
                "v2-vmac-prio0",
                "v3-ipv4-10ms-advert",
                "v3-ipv4-10ms-prio0",
                "v3-ipv4-3vips-advert",
                "v3-ipv4-3vips-prio0",
                "v3-ipv4-advert",
                "v3-ipv4-prio0",
                "v3-unicast-ipv4-advert",
                "v3-unicast-ipv4-prio0"
            })
    @Covers({"5.2.6-send", "5.2.8-ipv4"})
    void shouldReadAndWriteCapturedIpv4Packets(String name) {
        byte[] packet = Golden.bytes(name);
        ByteBuffer in = ByteBuffer.wrap(packet);
        Ipv4Header header = Ipv4Header.decode(in).orElseThrow();
        DecodedAdvertisement decoded =
                (DecodedAdvertisement) AdvertisementCodec.decode(in, header.source(), header.destination());

        assertThat(decoded.advertisement().id()).isEqualTo(VirtualRouterId.of(100));
        assertThat(header.timeToLive()).isEqualTo(255);
        ByteBuffer out = ByteBuffer.allocate(packet.length);
        header.encode(out);
        AdvertisementCodec.encode(
                decoded.advertisement(), header.source(), header.destination(), decoded.checksumForm(), out);
        assertThat(out.array()).isEqualTo(packet);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v3-ipv6-1vip-advert",
                "v3-ipv6-1vip-prio0",
                "v3-ipv6-advert",
                "v3-ipv6-prio0",
                "v3-unicast-ipv6-advert",
                "v3-unicast-ipv6-prio0"
            })
    @Covers("5.2.8-ipv6")
    void shouldReadAndWriteCapturedIpv6Messages(String name) {
        byte[] packet = Golden.bytes(name);
        InetAddress source = IpAddress.of(Arrays.copyOfRange(packet, 8, 24));
        InetAddress destination = IpAddress.of(Arrays.copyOfRange(packet, 24, 40));
        byte[] message = Arrays.copyOfRange(packet, 40, packet.length);
        DecodedAdvertisement decoded =
                (DecodedAdvertisement) AdvertisementCodec.decode(ByteBuffer.wrap(message), source, destination);

        assertThat(decoded.advertisement().version()).isEqualTo(VrrpVersion.V3);
        ByteBuffer out = ByteBuffer.allocate(message.length);
        AdvertisementCodec.encode(decoded.advertisement(), source, destination, decoded.checksumForm(), out);
        assertThat(out.array()).isEqualTo(message);
    }

    @Test
    @Covers({"5.1.1.3-send", "5.1.1.4-protocol", "7.2-checksum", "7.2-source"})
    void shouldSendWhatKeepalivedSendsForTheSameConfiguration() {
        Advertisement advertisement = new Advertisement(
                VrrpVersion.V2,
                VirtualRouterId.of(100),
                Priority.of(100),
                Duration.ofSeconds(1),
                List.of(IpAddress.parse("113.226.77.88")),
                AuthenticationField.simpleText("1c7f545a"));
        InetAddress source = IpAddress.parse("192.0.2.11");
        InetAddress group = IpAddress.parse("224.0.0.18");
        ByteBuffer out = ByteBuffer.allocate(40);
        Ipv4Header.forAdvertisement(source, group, 1, AdvertisementCodec.length(advertisement))
                .encode(out);
        AdvertisementCodec.encode(advertisement, source, group, ChecksumForm.MESSAGE_ONLY, out);
        assertThat(out.array()).isEqualTo(Golden.bytes("v2-pass-advert"));
    }

    @Test
    @Covers(value = "5.1.1.3-send", side = Covers.Side.NEGATIVE)
    void shouldSendNoOtherTimeToLiveNotEvenToAUnicastPeer() {
        InetAddress source = IpAddress.parse("192.0.2.11");
        for (String destination : List.of("224.0.0.18", "192.0.2.12", "203.0.113.1")) {
            InetAddress to = IpAddress.parse(destination);
            assertThat(Ipv4Header.forAdvertisement(source, to, 1, 20).timeToLive())
                    .isEqualTo(255);
            assertThat(Ipv4Header.forAuthenticated(source, to, 1, 44).timeToLive())
                    .isEqualTo(255);
        }
    }

    @Test
    @Covers({"5.2.8-ipv4"})
    void shouldTellTheTwoChecksumFormsOfVersion3Apart() {
        assertThat(form("v3-ipv4-advert")).isEqualTo(ChecksumForm.WITH_PSEUDO_HEADER);
        assertThat(form("derived-v3-ipv4-rfc9568-checksum")).isEqualTo(ChecksumForm.MESSAGE_ONLY);
    }

    @Test
    @Covers("8.1.2-garp")
    void shouldAnnounceIpv4AddressesAsKeepalivedAndFrrDo() {
        InetAddress address = IpAddress.parse("113.226.77.88");
        assertThat(arp(address, KEEPALIVED_MAC)).isEqualTo(Golden.bytes("v2-pass-garp"));
        assertThat(arp(address, VIRTUAL_MAC)).isEqualTo(Golden.bytes("v2-vmac-garp"));
        assertThat(arp(address, VIRTUAL_MAC)).isEqualTo(Golden.bytes("frr-v3-ipv4-garp"));
    }

    @Test
    @Covers("8.2.2-na")
    void shouldAnnounceIpv6AddressesAsKeepalivedDoes() {
        assertThat(neighbor("fe80::100", false)).isEqualTo(Golden.bytes("v3-ipv6-na"));
        assertThat(neighbor("2001:db8::88", false)).isEqualTo(Golden.bytes("v3-ipv6-na2"));
        assertThat(neighbor("fe80::100", true)).isEqualTo(Golden.bytes("v3-ipv6-forwarding-na"));
    }

    private static ChecksumForm form(String name) {
        ByteBuffer in = Golden.buffer(name);
        Ipv4Header header = Ipv4Header.decode(in).orElseThrow();
        return ((DecodedAdvertisement) AdvertisementCodec.decode(in, header.source(), header.destination()))
                .checksumForm();
    }

    private static byte[] arp(InetAddress address, MacAddress owner) {
        ByteBuffer out = ByteBuffer.allocate(GratuitousArp.LENGTH);
        GratuitousArp.encode(address, owner, out);
        return out.array();
    }

    private static byte[] neighbor(String address, boolean router) {
        ByteBuffer out = ByteBuffer.allocate(UnsolicitedNeighborAdvertisement.LENGTH);
        UnsolicitedNeighborAdvertisement.encode(IpAddress.parse(address), KEEPALIVED_MAC, router, out);
        return out.array();
    }
}
