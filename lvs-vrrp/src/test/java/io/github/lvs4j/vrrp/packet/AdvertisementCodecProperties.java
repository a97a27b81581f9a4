package io.github.lvs4j.vrrp.packet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.vrrp.Hmac;
import io.github.lvs4j.vrrp.HmacKey;
import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.VirtualRouterId;
import io.github.lvs4j.vrrp.VrrpVersion;
import io.github.lvs4j.vrrp.port.IncomingPacket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class AdvertisementCodecProperties {

    private static final long WALL = 1_700_000_000_000_000_000L;
    private static final InetAddress SOURCE4 = IpAddress.parse("192.0.2.11");
    private static final InetAddress GROUP4 = IpAddress.parse("224.0.0.18");
    private static final InetAddress SOURCE6 = IpAddress.parse("fe80::1");
    private static final InetAddress GROUP6 = IpAddress.parse("ff02::12");

    @Property
    void shouldReadWhatItWrote(@ForAll("advertisements") Advertisement advertisement, @ForAll ChecksumForm form) {
        boolean six = advertisement.addresses().get(0).getAddress().length == 16;
        InetAddress source = six ? SOURCE6 : SOURCE4;
        InetAddress group = six ? GROUP6 : GROUP4;
        ByteBuffer buffer = ByteBuffer.allocate(AdvertisementCodec.MAX_LENGTH);
        AdvertisementCodec.encode(advertisement, source, group, form, buffer);
        buffer.flip();
        assertThat(buffer.remaining()).isEqualTo(AdvertisementCodec.length(advertisement));
        DecodedAdvertisement decoded = (DecodedAdvertisement) AdvertisementCodec.decode(buffer, source, group);
        assertThat(decoded.advertisement()).isEqualTo(advertisement);
    }

    @Property
    void shouldVerifyWhatItSignedAndNothingElse(
            @ForAll("advertisements") Advertisement advertisement,
            @ForAll @Size(8) byte[] key,
            @ForAll @IntRange(max = 0xffff) int identification,
            @ForAll @IntRange(min = 1, max = 255) int change,
            @ForAll int place) {
        int length = AuthenticationHeader.LENGTH + AdvertisementCodec.length(advertisement);
        ByteBuffer packet = ByteBuffer.allocate(Ipv4Header.LENGTH + length);
        Ipv4Header.forAuthenticated(SOURCE4, GROUP4, identification, length).encode(packet);
        AuthenticationHeader.of(SOURCE4, place & 0xffff_ffffL).encode(packet);
        AdvertisementCodec.encode(advertisement, SOURCE4, GROUP4, ChecksumForm.MESSAGE_ONLY, packet);
        packet.flip();
        IntegrityCheck check = new IntegrityCheck(key);
        check.sign(packet);
        assertThat(check.verify(packet)).isTrue();
        ByteBuffer payload = packet.duplicate();
        Ipv4Header.decode(payload).orElseThrow();
        assertThat(AuthenticationHeader.decode(payload))
                .hasValue(AuthenticationHeader.of(SOURCE4, place & 0xffff_ffffL));

        int index = Math.floorMod(place, packet.limit());
        boolean mutable = index == 1 || index == 6 || index == 7 || index == 10 || index == 11;
        boolean moves = index == 0; // another header length moves the value
        packet.put(index, (byte) (packet.get(index) ^ change));
        if (!moves) {
            assertThat(check.verify(packet)).isEqualTo(mutable);
        }
    }

    @Property
    void shouldAcceptATrailerThatItMadeAndNoOther(
            @ForAll("advertisements") Advertisement advertisement,
            @ForAll @Size(32) byte[] key,
            @ForAll @IntRange(max = 255) int id,
            @ForAll @IntRange(min = 1, max = 255) int change,
            @ForAll int place) {
        boolean six = advertisement.addresses().get(0).getAddress().length == 16;
        InetAddress source = six ? SOURCE6 : SOURCE4;
        Hmac hmac = Hmac.of(id, HmacKey.of(key));
        HmacVerifier verifier = new HmacVerifier(hmac, Duration.ofSeconds(1), HmacVerifier.SLOTS);
        int length = AdvertisementCodec.length(advertisement);
        ByteBuffer packet = ByteBuffer.allocate(length + HmacTrailer.LENGTH);
        AdvertisementCodec.encode(
                advertisement, source, six ? GROUP6 : GROUP4, ChecksumForm.WITH_PSEUDO_HEADER, packet);
        packet.flip();
        new HmacSigner(hmac).append(packet, source, WALL);
        assertThat(packet.remaining()).isEqualTo(length + HmacTrailer.LENGTH);
        assertThat(judge(verifier, packet, length, source)).isTrue();
        int index = Math.floorMod(place, packet.limit());
        packet.put(index, (byte) (packet.get(index) ^ change));
        assertThat(judge(verifier, packet, length, source)).isEqualTo(index == 6 || index == 7); // the checksum
    }

    private static boolean judge(HmacVerifier verifier, ByteBuffer packet, int length, InetAddress source) {
        return verifier.check(
                        packet.duplicate().limit(length), packet.duplicate().position(length), source, WALL)
                .isEmpty();
    }

    @Property
    void shouldNeverTakeRandomBytesForAuthentic(@ForAll @Size(max = 200) byte[] bytes) {
        ByteBuffer packet = ByteBuffer.wrap(bytes);
        assertThat(AuthenticationHeader.decode(packet.duplicate())).isNotNull();
        assertThat(Ipv6Header.decode(packet.duplicate())).isNotNull();
        IncomingPacket incoming = new IncomingPacket(256);
        for (int protocol : new int[] {112, 51}) {
            incoming.message().clear();
            incoming.message().put(bytes).flip();
            incoming.describe(new PacketEnvelope(SOURCE4, GROUP4, 255), 0, protocol);
            assertThat(incoming.virtualRouterId()).isBetween(-1, 255);
        }
        if (bytes.length > 44) {
            bytes[0] = 0x45;
            assertThat(new IntegrityCheck(new byte[8]).verify(packet)).isFalse();
        }
    }

    @Property
    void shouldNeverCrashOnRandomBytes(@ForAll @Size(max = 64) byte[] bytes) {
        assertThat(AdvertisementCodec.decode(ByteBuffer.wrap(bytes), SOURCE4, GROUP4))
                .isNotNull();
        assertThat(AdvertisementCodec.decode(ByteBuffer.wrap(bytes), SOURCE6, GROUP6))
                .isNotNull();
        assertThat(Ipv4Header.decode(ByteBuffer.wrap(bytes))).isNotNull();
    }

    @Property
    void shouldNeverCrashOnRandomBytesBehindASoundStart(
            @ForAll @Size(min = 8, max = 1100) byte[] bytes, @ForAll boolean three) {
        bytes[0] = (byte) (three ? 0x31 : 0x21);
        bytes[3] = (byte) ((bytes.length - (three ? 8 : 16)) / 4);
        bytes[6] = 0;
        bytes[7] = 0;
        int sum = InternetChecksum.of(ByteBuffer.wrap(bytes), 0, bytes.length, 0);
        bytes[6] = (byte) (sum >> 8);
        bytes[7] = (byte) sum;
        assertThat(AdvertisementCodec.decode(ByteBuffer.wrap(bytes), SOURCE4, GROUP4))
                .isNotNull();
    }

    @Provide
    Arbitrary<Advertisement> advertisements() {
        Arbitrary<VirtualRouterId> ids = Arbitraries.integers().between(1, 255).map(VirtualRouterId::of);
        Arbitrary<Priority> priorities = Arbitraries.integers().between(0, 255).map(Priority::of);
        Arbitrary<AuthenticationField> fields = Arbitraries.oneOf(
                Arbitraries.just(AuthenticationField.NONE),
                Arbitraries.longs().map(data -> new AuthenticationField(1, data)));
        Arbitrary<Advertisement> two = Combinators.combine(
                        ids, priorities, Arbitraries.integers().between(0, 255), addresses(4), fields)
                .as((id, priority, seconds, addresses, field) ->
                        new Advertisement(VrrpVersion.V2, id, priority, Duration.ofSeconds(seconds), addresses, field));
        Arbitrary<Advertisement> three = Combinators.combine(
                        ids,
                        priorities,
                        Arbitraries.integers().between(1, 4095),
                        Arbitraries.oneOf(addresses(4), addresses(16)))
                .as((id, priority, units, addresses) -> new Advertisement(
                        VrrpVersion.V3,
                        id,
                        priority,
                        Duration.ofMillis(10L * units),
                        addresses,
                        AuthenticationField.NONE));
        return Arbitraries.oneOf(two, three);
    }

    private static Arbitrary<List<InetAddress>> addresses(int length) {
        return Arbitraries.bytes()
                .array(byte[].class)
                .ofSize(length)
                .map(bytes -> {
                    if (length == 16) {
                        bytes[0] = 0x20; // not an IPv4-mapped address, which the JDK turns into IPv4
                    }
                    return IpAddress.of(bytes);
                })
                .list()
                .ofMinSize(1)
                .ofMaxSize(255);
    }
}
