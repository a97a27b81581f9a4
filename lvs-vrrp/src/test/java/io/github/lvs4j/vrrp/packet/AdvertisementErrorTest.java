package io.github.lvs4j.vrrp.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.vrrp.LearnedIntervals;
import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.VirtualRouterId;
import io.github.lvs4j.vrrp.VrrpVersion;
import io.github.lvs4j.vrrp.conformance.Covers;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** One packet for each named failure, made from a captured one. */
class AdvertisementErrorTest {

    private static final InetAddress SOURCE = IpAddress.parse("192.0.2.11");
    private static final InetAddress GROUP = IpAddress.parse("224.0.0.18");
    private static final InetAddress VIP = IpAddress.parse("113.226.77.88");
    private static final PacketEnvelope ENVELOPE = new PacketEnvelope(SOURCE, GROUP, 255);
    private static final ReceptionRules RULES = rules(false, List.of());

    @Test
    @Covers({
        "7.1-version",
        "7.1-type",
        "7.1-complete",
        "7.1-checksum",
        "5.2.2-type",
        "7.1-ttl",
        "5.1.1.3-receive",
        "5.2.5-count"
    })
    void shouldAcceptTheCapturedPacket() {
        assertThat(check(RULES, "v2-pass-advert", ENVELOPE, m -> {})).isNull();
        assertThat(check(rules(true, List.of()), "v2-pass-advert", ENVELOPE, m -> {}))
                .isNull();
    }

    @Test
    @Covers(
            value = {"7.1-complete"},
            side = Covers.Side.NEGATIVE)
    void shouldRefuseWhatIsTooShort() {
        assertThat(decode(Arrays.copyOf(message("v2-pass-advert"), 7)))
                .isEqualTo(new AdvertisementError.TooShort(OptionalInt.of(100), 7, 8));
        assertThat(decode(new byte[1])).isEqualTo(new AdvertisementError.TooShort(OptionalInt.empty(), 1, 8));
        assertThat(decode(new byte[0])).isEqualTo(new AdvertisementError.TooShort(OptionalInt.empty(), 0, 8));
    }

    @Test
    @Covers(
            value = {"7.1-complete"},
            side = Covers.Side.NEGATIVE)
    void shouldRefuseALengthThatDoesNotFollowFromTheCount() {
        byte[] message = message("v2-pass-advert");
        for (int surplus : new int[] {-8, 4, 28, 100}) {
            assertThat(decode(Arrays.copyOf(message, message.length + surplus)))
                    .isEqualTo(new AdvertisementError.LengthMismatch(OptionalInt.of(100), 20 + surplus, 20));
        }
        assertThat(decode(changed("v2-pass-advert", m -> m[3] = 2)))
                .isEqualTo(new AdvertisementError.LengthMismatch(OptionalInt.of(100), 20, 24));
        assertThat(decode(changed("v3-ipv4-advert", m -> m[3] = (byte) 255)))
                .isEqualTo(new AdvertisementError.LengthMismatch(OptionalInt.of(100), 12, 8 + 255 * 4));
    }

    @Test
    void shouldRefuseCarpBeforeItsPriorityIsRead() {
        byte[] carp = new byte[36];
        carp[0] = 0x21; // version 2, type 1
        carp[1] = 7; // vhid
        carp[2] = 0; // advskew of a healthy master, which looks like priority 0
        carp[3] = 7; // length of the authentication in words, which looks like seven addresses
        carp[5] = 1;
        seal(carp);
        assertThat(decode(carp)).isEqualTo(new AdvertisementError.LengthMismatch(OptionalInt.of(7), 36, 44));
    }

    @Test
    @Covers(
            value = {"7.1-version", "7.1-type", "5.2.2-type"},
            side = Covers.Side.NEGATIVE)
    void shouldRefuseOtherVersionsAndTypes() {
        assertThat(decode(changed("v2-pass-advert", m -> m[0] = 0x41)))
                .isEqualTo(new AdvertisementError.WrongVersion(OptionalInt.of(100), 4));
        assertThat(decode(changed("v2-pass-advert", m -> m[0] = 0x22)))
                .isEqualTo(new AdvertisementError.WrongType(OptionalInt.of(100), 2));
        assertThat(check(RULES, "v3-ipv4-advert", ENVELOPE, m -> {}))
                .isEqualTo(new AdvertisementError.WrongVersion(OptionalInt.of(100), 3));
    }

    @Test
    @Covers(
            value = {"5.2.9-family"},
            side = Covers.Side.NEGATIVE)
    void shouldRefuseVersion2OverIpv6() {
        InetAddress link = IpAddress.parse("fe80::1");
        assertThat(AdvertisementCodec.decode(ByteBuffer.wrap(message("v2-pass-advert")), link, link))
                .isInstanceOf(AdvertisementError.WrongVersion.class);
    }

    @Test
    @Covers(
            value = {"5.2.9-family"},
            side = Covers.Side.NEGATIVE)
    void shouldRefuseAddressesOfTheOtherFamily() {
        InetAddress link = IpAddress.parse("fe80::1");
        assertThat(AdvertisementCodec.decode(ByteBuffer.wrap(message("v3-ipv4-advert")), link, link))
                .isEqualTo(new AdvertisementError.LengthMismatch(OptionalInt.of(100), 12, 24));
        byte[] six = Golden.bytes("v3-ipv6-1vip-advert");
        assertThat(decode(Arrays.copyOfRange(six, 40, six.length)))
                .isEqualTo(new AdvertisementError.LengthMismatch(OptionalInt.of(100), 24, 12));
        assertThatThrownBy(() -> new Advertisement(
                        VrrpVersion.V3,
                        VirtualRouterId.of(100),
                        Priority.of(100),
                        Duration.ofSeconds(1),
                        List.of(VIP, link),
                        AuthenticationField.NONE))
                .hasMessageContaining("one family");
    }

    @Test
    @Covers({"5.2.3-vrid", "5.2.6-send", "5.2.7-interval"})
    void shouldReadAndWriteTheLeastAndTheGreatestNumberAndInterval() {
        for (int vrid : new int[] {1, 255}) {
            for (int millis : new int[] {10, 40_950}) {
                Advertisement advertisement = new Advertisement(
                        VrrpVersion.V3,
                        VirtualRouterId.of(vrid),
                        Priority.of(100),
                        Duration.ofMillis(millis),
                        List.of(VIP),
                        AuthenticationField.NONE);
                ByteBuffer out = encoded(advertisement);
                assertThat(out.getShort(4)).as("reserved bits and interval").isEqualTo((short) (millis / 10));
                assertThat(out.get(4) & 0xf0).isZero();
                assertThat(((DecodedAdvertisement) decode(out.array())).advertisement())
                        .isEqualTo(advertisement);
            }
        }
    }

    @Test
    @Covers(value = "5.2.6-send", side = Covers.Side.NEGATIVE)
    void shouldNotSendReservedBitsThatItHasReceived() {
        DecodeOutcome outcome = decode(changed("derived-v3-ipv4-rfc9568-checksum", m -> m[4] = (byte) 0xf0));
        ByteBuffer out = encoded(((DecodedAdvertisement) outcome).advertisement());
        assertThat(out.get(4)).isZero();
    }

    private static ByteBuffer encoded(Advertisement advertisement) {
        ByteBuffer out = ByteBuffer.allocate(AdvertisementCodec.length(advertisement));
        AdvertisementCodec.encode(advertisement, SOURCE, GROUP, ChecksumForm.WITH_PSEUDO_HEADER, out);
        return out;
    }

    @Test
    @Covers({"5.2.9-family"})
    void shouldReadIpv4MappedAddressesAsIpv6() {
        byte[] message = new byte[40];
        message[0] = 0x31;
        message[1] = 1;
        message[3] = 2;
        message[5] = 100;
        message[18] = (byte) 0xff;
        message[19] = (byte) 0xff;
        message[24] = (byte) 0xfe;
        InetAddress link = IpAddress.parse("fe80::1");
        long seed = InternetChecksum.pseudoHeader(link, link, 112, 40);
        int sum = InternetChecksum.of(ByteBuffer.wrap(message), 0, 40, seed);
        message[6] = (byte) (sum >> 8);
        message[7] = (byte) sum;
        DecodeOutcome outcome = AdvertisementCodec.decode(ByteBuffer.wrap(message), link, link);
        assertThat(((DecodedAdvertisement) outcome).advertisement().addresses())
                .allMatch(address -> address.getAddress().length == 16);
    }

    @Test
    @Covers(
            value = {"7.1-checksum"},
            side = Covers.Side.NEGATIVE)
    void shouldRefuseADamagedMessage() {
        byte[] message = message("v2-pass-advert");
        message[2]++;
        assertThat(decode(message))
                .isEqualTo(new AdvertisementError.WrongChecksum(OptionalInt.of(100), 0xe6ff, 0xe5ff));
    }

    @Test
    @Covers(
            value = {"5.2.3-vrid"},
            side = Covers.Side.NEGATIVE)
    void shouldRefuseNumberZero() {
        assertThatThrownBy(() -> VirtualRouterId.of(0)).hasMessageContaining("1 to 255");
        assertThatThrownBy(() -> VirtualRouterId.of(256)).hasMessageContaining("1 to 255");
        assertThat(decode(changed("v2-pass-advert", m -> m[1] = 0)))
                .isEqualTo(new AdvertisementError.UnknownVirtualRouter(OptionalInt.of(0), 0));
    }

    @Test
    @Covers(
            value = {"5.2.7-interval"},
            side = Covers.Side.NEGATIVE)
    void shouldRefuseAnIntervalOfZeroInVersion3() {
        assertThat(decode(changed("derived-v3-ipv4-rfc9568-checksum", m -> m[5] = 0)))
                .isEqualTo(new AdvertisementError.ZeroInterval(OptionalInt.of(100)));
    }

    @Test
    @Covers({"5.2.6-receive"})
    void shouldIgnoreTheReservedBitsOfVersion3() {
        assertThat(decode(changed("derived-v3-ipv4-rfc9568-checksum", m -> m[4] = (byte) 0xf0)))
                .isInstanceOf(DecodedAdvertisement.class);
    }

    @Test
    @Covers(
            value = {"5.2.5-count"},
            side = Covers.Side.NEGATIVE)
    void shouldRefuseAnAdvertisementWithoutAddresses() {
        byte[] message = Arrays.copyOf(message("derived-v3-ipv4-rfc9568-checksum"), 8);
        message[3] = 0;
        seal(message);
        assertThat(decode(message)).isEqualTo(new AdvertisementError.NoAddresses(OptionalInt.of(100)));
    }

    @Test
    @Covers(
            value = {"7.1-ttl", "5.1.1.3-receive"},
            side = Covers.Side.NEGATIVE)
    void shouldRefuseWhatCameThroughARouter() {
        for (int ttl : new int[] {1, 254}) {
            assertThat(check(RULES, "v2-pass-advert", new PacketEnvelope(SOURCE, GROUP, ttl), m -> {}))
                    .isEqualTo(new AdvertisementError.WrongTimeToLive(OptionalInt.of(100), ttl, 255));
        }
    }

    @Test
    void shouldRefuseOtherAuthentication() {
        assertThat(check(RULES, "v2-pass-advert", ENVELOPE, m -> m[4] = 9))
                .isEqualTo(new AdvertisementError.UnknownAuthenticationType(OptionalInt.of(100), 9));
        assertThat(check(RULES, "v2-none-advert", ENVELOPE, m -> {}))
                .isEqualTo(new AdvertisementError.AuthenticationTypeMismatch(OptionalInt.of(100), 0, 1));
        assertThat(check(RULES, "v2-pass-short-advert", ENVELOPE, m -> {}))
                .isEqualTo(new AdvertisementError.AuthenticationFailed(OptionalInt.of(100)));
        assertThat(check(RULES, "v2-pass-advert", ENVELOPE, m -> m[19]++))
                .as("all eight bytes count")
                .isEqualTo(new AdvertisementError.AuthenticationFailed(OptionalInt.of(100)));
    }

    @Test
    void shouldRefuseAnotherIntervalInVersion2() {
        for (int seconds : new int[] {0, 2}) {
            assertThat(check(RULES, "v2-pass-advert", ENVELOPE, m -> m[5] = (byte) seconds))
                    .isEqualTo(new AdvertisementError.IntervalMismatch(
                            OptionalInt.of(100), Duration.ofSeconds(seconds), Duration.ofSeconds(1)));
        }
    }

    @Test
    void shouldTellMulticastAndUnicastApart() {
        assertThat(check(RULES, "v2-pass-advert", new PacketEnvelope(SOURCE, VIP, 255), m -> {}))
                .isEqualTo(new AdvertisementError.CastMismatch(OptionalInt.of(100), VIP));
        assertThat(check(rules(false, List.of(SOURCE)), "v2-pass-advert", ENVELOPE, m -> {}))
                .isEqualTo(new AdvertisementError.CastMismatch(OptionalInt.of(100), GROUP));
        assertThat(check(rules(false, List.of(VIP)), "v2-pass-advert", new PacketEnvelope(SOURCE, VIP, 255), m -> {}))
                .isEqualTo(new AdvertisementError.UnknownSender(OptionalInt.of(100), SOURCE));
    }

    @Test
    @Covers({"7.1-list"})
    @Covers(
            value = {"7.1-list"},
            side = Covers.Side.NEGATIVE)
    void shouldCompareTheAddressListOnlyWhenStrict() {
        assertThat(check(RULES, "v2-pass-advert", ENVELOPE, m -> m[11]++)).isNull();
        assertThat(check(rules(true, List.of()), "v2-pass-advert", ENVELOPE, m -> m[11]++))
                .isEqualTo(new AdvertisementError.AddressListMismatch(
                        OptionalInt.of(100), List.of(IpAddress.parse("113.226.77.89")), List.of(VIP)));
    }

    @Test
    void shouldRefuseDamagedIpHeaders() {
        byte[] packet = Golden.bytes("v2-pass-advert");
        assertThat(header(packet, p -> {})).isTrue();
        assertThat(header(packet, p -> p[0] = 0x65)).isFalse(); // IPv6
        assertThat(header(packet, p -> p[0] = 0x44)).isFalse(); // header too short
        assertThat(header(packet, p -> p[0] = 0x4f)).isFalse(); // options beyond the packet
        assertThat(header(packet, p -> p[3] = 41)).isFalse(); // longer than what is there
        assertThat(header(packet, p -> p[3] = 0)).isFalse();
        assertThat(header(packet, p -> p[6] = 0x20)).isFalse(); // more fragments
        assertThat(header(packet, p -> p[7] = 1)).isFalse(); // a later fragment
        assertThat(Ipv4Header.decode(ByteBuffer.wrap(packet, 0, 19))).isEmpty();
    }

    @Test
    void shouldDropLinkLayerPaddingByTheIpLength() {
        ByteBuffer padded = ByteBuffer.wrap(Arrays.copyOf(Golden.bytes("v3-ipv4-advert"), 46));
        Ipv4Header header = Ipv4Header.decode(padded).orElseThrow();
        assertThat(padded.remaining()).isEqualTo(12);
        assertThat(AdvertisementCodec.decode(padded, header.source(), header.destination()))
                .isInstanceOf(DecodedAdvertisement.class);
    }

    @Test
    void shouldDescribeEachErrorWithoutThePassword() {
        AdvertisementError error = (AdvertisementError) check(RULES, "v2-pass-short-advert", ENVELOPE, m -> {});
        assertThat(error.describe()).isEqualTo("wrong password");
        assertThat(error.cause()).isEqualTo(RejectionCause.AUTHENTICATION);
        assertThat(RULES.toString()).doesNotContain("1c7f545a");
    }

    private static ReceptionRules rules(boolean strict, List<InetAddress> peers) {
        return new ReceptionRules(
                VrrpVersion.V2,
                AuthenticationField.simpleText("1c7f545a"),
                Duration.ofSeconds(1),
                LearnedIntervals.ANY,
                List.of(VIP),
                strict,
                peers,
                true,
                255);
    }

    private static Object check(ReceptionRules rules, String name, PacketEnvelope envelope, Consumer<byte[]> change) {
        DecodedAdvertisement decoded = (DecodedAdvertisement) decode(changed(name, change));
        return rules.check(decoded.advertisement(), envelope).orElse(null);
    }

    private static DecodeOutcome decode(byte[] message) {
        return AdvertisementCodec.decode(ByteBuffer.wrap(message), SOURCE, GROUP);
    }

    private static byte[] message(String name) {
        byte[] packet = Golden.bytes(name);
        return Arrays.copyOfRange(packet, 20, packet.length);
    }

    private static byte[] changed(String name, Consumer<byte[]> change) {
        byte[] message = message(name);
        change.accept(message);
        if (!name.equals("v3-ipv4-advert")) {
            seal(message);
        }
        return message;
    }

    private static void seal(byte[] message) {
        message[6] = 0;
        message[7] = 0;
        int sum = InternetChecksum.of(ByteBuffer.wrap(message), 0, message.length, 0);
        message[6] = (byte) (sum >> 8);
        message[7] = (byte) sum;
    }

    private static boolean header(byte[] packet, Consumer<byte[]> change) {
        byte[] copy = packet.clone();
        change.accept(copy);
        copy[10] = 0;
        copy[11] = 0;
        int sum = InternetChecksum.of(ByteBuffer.wrap(copy), 0, 20, 0);
        copy[10] = (byte) (sum >> 8);
        copy[11] = (byte) sum;
        return Ipv4Header.decode(ByteBuffer.wrap(copy)).isPresent();
    }
}
