package io.github.lvs4j.vrrp.packet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.net.MacAddress;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Takes a captured packet apart and puts it together again; what it must be follows from its bytes alone.
 *
 * @param kind what it was
 * @param before the bytes as captured, without padding
 * @param after the bytes as we write them
 * @param decoded the advertisement, if it is one
 * @param sequence the number of its authentication header, if it has one
 */
record Reencoded(
        String kind, byte[] before, byte[] after, Optional<DecodedAdvertisement> decoded, Optional<Long> sequence) {

    private static final int ETHERNET = 14;

    /** An IP packet or an Ethernet frame; empty if it is nothing that VRRP sends. */
    static Optional<Reencoded> of(byte[] bytes, String password) {
        if (isIpv4(bytes)) {
            return Optional.of(ipv4(bytes, password));
        }
        if (isIpv6(bytes)) {
            return ipv6(bytes);
        }
        byte[] payload = Arrays.copyOfRange(bytes, ETHERNET, bytes.length);
        int etherType = ByteBuffer.wrap(bytes).getShort(12) & 0xffff;
        if (etherType == GratuitousArp.ETHER_TYPE) {
            return Optional.of(arp(Arrays.copyOf(bytes, GratuitousArp.LENGTH)));
        }
        if (etherType == UnsolicitedNeighborAdvertisement.ETHER_TYPE && payload[6] == 58) {
            boolean unsolicited = (payload[40] & 0xff) == 136 && payload[24] == (byte) 0xff;
            return unsolicited ? Optional.of(neighbor(bytes)) : Optional.empty();
        }
        return of(payload, password);
    }

    private static boolean isIpv4(byte[] bytes) {
        return (bytes[0] & 0xf0) == 0x40 && ByteBuffer.wrap(bytes).getShort(2) <= bytes.length;
    }

    private static boolean isIpv6(byte[] bytes) {
        return (bytes[0] & 0xf0) == 0x60 && ByteBuffer.wrap(bytes).getShort(4) + Ipv6Header.LENGTH <= bytes.length;
    }

    private static Reencoded ipv4(byte[] bytes, String password) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        Ipv4Header header = Ipv4Header.decode(in).orElseThrow();
        byte[] before = Arrays.copyOf(bytes, header.totalLength());
        ByteBuffer out = ByteBuffer.allocate(header.totalLength());
        header.encode(out);
        Optional<Long> sequence = Optional.empty();
        if (header.protocol() == AuthenticationHeader.PROTOCOL) {
            AuthenticationHeader authentication =
                    AuthenticationHeader.decode(in).orElseThrow();
            assertThat(authentication.belongsTo(header.source())).isTrue();
            authentication.encode(out);
            sequence = Optional.of(authentication.sequence());
        } else {
            assertThat(header.protocol()).isEqualTo(Advertisement.PROTOCOL);
        }
        DecodedAdvertisement decoded = decode(in, header.source(), header.destination());
        AdvertisementCodec.encode(
                decoded.advertisement(), header.source(), header.destination(), decoded.checksumForm(), out);
        out.flip();
        if (sequence.isPresent()) {
            IntegrityCheck check = new IntegrityCheck(Arrays.copyOf(password.getBytes(StandardCharsets.UTF_8), 8));
            check.sign(out);
            assertThat(check.verify(ByteBuffer.wrap(before))).isTrue();
        }
        return new Reencoded("advertisement over IPv4", before, out.array(), Optional.of(decoded), sequence);
    }

    private static Optional<Reencoded> ipv6(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        Ipv6Header header = Ipv6Header.decode(in).orElseThrow();
        assertThat(header.nextHeader()).isEqualTo(Advertisement.PROTOCOL);
        DecodedAdvertisement decoded = decode(in, header.source(), header.destination());
        ByteBuffer out = ByteBuffer.allocate(Ipv6Header.LENGTH + header.payloadLength());
        header.encode(out);
        AdvertisementCodec.encode(
                decoded.advertisement(), header.source(), header.destination(), decoded.checksumForm(), out);
        byte[] before = Arrays.copyOf(bytes, out.capacity());
        return Optional.of(
                new Reencoded("advertisement over IPv6", before, out.array(), Optional.of(decoded), Optional.empty()));
    }

    private static Reencoded arp(byte[] frame) {
        ByteBuffer out = ByteBuffer.allocate(GratuitousArp.LENGTH);
        GratuitousArp.encode(IpAddress.of(Arrays.copyOfRange(frame, 28, 32)), mac(frame, 22), out);
        return new Reencoded("gratuitous ARP", frame, out.array(), Optional.empty(), Optional.empty());
    }

    private static Reencoded neighbor(byte[] bytes) {
        byte[] frame = Arrays.copyOf(bytes, UnsolicitedNeighborAdvertisement.LENGTH);
        InetAddress target = IpAddress.of(Arrays.copyOfRange(frame, 62, 78));
        boolean router = (frame[58] & 0x80) != 0;
        ByteBuffer out = ByteBuffer.allocate(UnsolicitedNeighborAdvertisement.LENGTH);
        UnsolicitedNeighborAdvertisement.encode(target, mac(frame, 80), router, out);
        return new Reencoded("neighbour advertisement", frame, out.array(), Optional.empty(), Optional.empty());
    }

    private static MacAddress mac(byte[] frame, int offset) {
        long value = 0;
        for (int i = 0; i < 6; i++) {
            value = (value << 8) | (frame[offset + i] & 0xff);
        }
        return new MacAddress(value);
    }

    /** Decodes; then every change of one byte must be found out. */
    private static DecodedAdvertisement decode(ByteBuffer in, InetAddress source, InetAddress destination) {
        DecodeOutcome outcome = AdvertisementCodec.decode(in, source, destination);
        assertThat(outcome).isInstanceOf(DecodedAdvertisement.class);
        for (int i = in.position(); i < in.limit(); i++) {
            byte kept = in.get(i);
            in.put(i, (byte) (kept ^ 0x40));
            assertThat(AdvertisementCodec.decode(in, source, destination))
                    .as("byte %d changed", i)
                    .isInstanceOf(AdvertisementError.class);
            in.put(i, kept);
        }
        DecodedAdvertisement decoded = (DecodedAdvertisement) outcome;
        assertThat(decoded.advertisement().family()).isEqualTo(AddressFamily.of(source));
        return decoded;
    }
}
