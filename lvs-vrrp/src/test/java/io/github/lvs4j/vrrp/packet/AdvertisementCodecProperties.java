package io.github.lvs4j.vrrp.packet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.VirtualRouterId;
import io.github.lvs4j.vrrp.VrrpVersion;
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
import net.jqwik.api.constraints.Size;

class AdvertisementCodecProperties {

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
