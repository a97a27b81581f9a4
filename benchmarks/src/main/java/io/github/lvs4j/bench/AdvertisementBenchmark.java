package io.github.lvs4j.bench;

import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.vrrp.Authentication;
import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.VirtualRouterId;
import io.github.lvs4j.vrrp.VrrpVersion;
import io.github.lvs4j.vrrp.packet.Advertisement;
import io.github.lvs4j.vrrp.packet.AdvertisementCodec;
import io.github.lvs4j.vrrp.packet.AuthenticationHeader;
import io.github.lvs4j.vrrp.packet.ChecksumForm;
import io.github.lvs4j.vrrp.packet.DecodeOutcome;
import io.github.lvs4j.vrrp.packet.IntegrityCheck;
import io.github.lvs4j.vrrp.packet.Ipv4Header;
import io.github.lvs4j.vrrp.packet.SequenceCounter;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** An advertisement to bytes and back. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AdvertisementBenchmark {

    private final InetAddress source = IpAddress.parse("192.0.2.11");
    private final Advertisement advertisement = new Advertisement(
            VrrpVersion.V2,
            VirtualRouterId.of(100),
            Priority.of(100),
            Duration.ofSeconds(1),
            List.of(IpAddress.parse("113.226.77.88")),
            Authentication.simpleText("1c7f545a").field());
    private final Authentication.AuthenticationHeader header = new Authentication.AuthenticationHeader("1c7f545a");
    private final Advertisement signed = new Advertisement(
            VrrpVersion.V2,
            VirtualRouterId.of(100),
            Priority.of(100),
            Duration.ofSeconds(1),
            List.of(IpAddress.parse("113.226.77.88")),
            header.field());
    private final IntegrityCheck integrity = new IntegrityCheck(header.key());
    private final SequenceCounter sequence = new SequenceCounter();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(AdvertisementCodec.MAX_LENGTH);

    /**
     * Writes it.
     *
     * @return the buffer
     */
    @Benchmark
    public ByteBuffer encode() {
        buffer.clear();
        AdvertisementCodec.encode(
                advertisement, source, Advertisement.GROUP_IPV4, ChecksumForm.WITH_PSEUDO_HEADER, buffer);
        return buffer.flip();
    }

    /**
     * Writes and reads it.
     *
     * @return what was read
     */
    @Benchmark
    public DecodeOutcome encodeAndDecode() {
        return AdvertisementCodec.decode(encode(), source, Advertisement.GROUP_IPV4);
    }

    /**
     * Writes a whole packet with an authentication header, and signs it.
     *
     * @return the buffer
     */
    @Benchmark
    public ByteBuffer encodeAuthenticated() {
        buffer.clear();
        int length = AuthenticationHeader.LENGTH + AdvertisementCodec.length(signed);
        Ipv4Header.forAuthenticated(source, Advertisement.GROUP_IPV4, 1, length).encode(buffer);
        AuthenticationHeader.of(source, sequence.next()).encode(buffer);
        AdvertisementCodec.encode(signed, source, Advertisement.GROUP_IPV4, ChecksumForm.MESSAGE_ONLY, buffer);
        buffer.flip();
        integrity.sign(buffer);
        return buffer;
    }
}
