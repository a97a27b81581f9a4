package io.github.lvs4j.vrrp.packet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.vrrp.Hmac;
import io.github.lvs4j.vrrp.HmacKey;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recomputes MACs with a tool that is not ours: no peer that sends the trailer is at hand. */
class HmacOpensslTest {

    private static final String KEY = "00112233445566778899aabbccddeeff".repeat(2);
    private static final long WALL = 1_700_000_000_500_000_000L;

    @ParameterizedTest
    @CsvSource({"v2-pass-advert, 4", "v3-ipv4-advert, 4", "v3-ipv6-advert, 6"})
    void shouldAgreeWithOpensslOnTheTrailersMac(String name, int family) throws IOException, InterruptedException {
        requireOpenssl();
        byte[] packet = Golden.bytes(name);
        byte[] source = Arrays.copyOfRange(packet, family == 4 ? 12 : 8, family == 4 ? 16 : 24);
        byte[] message = Arrays.copyOfRange(packet, family == 4 ? 20 : 40, packet.length);
        ByteBuffer out = ByteBuffer.allocate(message.length + 28).put(message).flip();
        new HmacSigner(Hmac.of(9, HmacKey.parse(KEY))).append(out, IpAddress.of(source), WALL);

        byte[] head = Arrays.copyOfRange(out.array(), message.length, message.length + 12);
        assertThat(HexFormat.of().formatHex(head)).isEqualTo("01090000" + "6553f100" + "8000" + "0000");
        byte[] unsummed = message.clone();
        unsummed[6] = 0;
        unsummed[7] = 0;
        ByteBuffer input = ByteBuffer.allocate(20 + message.length + 28);
        input.put((byte) family).put((byte) (message[0] >> 4)).put(message[1]).put((byte) 0);
        input.put(source).position(20).put(unsummed).put(head);
        String mac = openssl("dgst", "-sha256", input.array(), KEY).substring(0, 32);
        assertThat(HexFormat.of().formatHex(out.array(), message.length + 12, message.length + 28))
                .isEqualTo(mac);
    }

    @Test
    void shouldAgreeWithOpensslOnTheIntegrityCheckValue() throws IOException, InterruptedException {
        requireOpenssl();
        byte[] packet = Golden.bytes("v2-ah-advert");
        String captured = HexFormat.of().formatHex(packet, 32, 44);
        packet[1] = 0;
        Arrays.fill(packet, 6, 8, (byte) 0);
        Arrays.fill(packet, 10, 12, (byte) 0);
        Arrays.fill(packet, 32, 44, (byte) 0);
        String key = HexFormat.of().formatHex("1c7f545a".getBytes(StandardCharsets.UTF_8));
        assertThat(openssl("dgst", "-md5", packet, key)).startsWith(captured);
    }

    @Test
    void shouldGrowFromPacketToPacketWhateverTheClockDoes() {
        HmacSigner signer = new HmacSigner(Hmac.of(0, HmacKey.of(new byte[64])));
        HmacVerifier verifier = new HmacVerifier(
                Hmac.of(0, HmacKey.of(new byte[64])), java.time.Duration.ofSeconds(1), HmacVerifier.SLOTS);
        InetAddress source = IpAddress.parse("192.0.2.11");
        byte[] message = Arrays.copyOfRange(Golden.bytes("v2-none-advert"), 20, 40);
        for (long millis : new long[] {0, 0, 1, 1, -3000, 2, -1, 4000}) {
            ByteBuffer out = ByteBuffer.allocate(48).put(message).flip();
            signer.append(out, source, WALL + millis * 1_000_000);
            ByteBuffer trailer = out.duplicate().position(20);
            ByteBuffer plain = out.duplicate().limit(20);
            assertThat(verifier.check(plain, trailer, source, WALL)).isEmpty();
            verifier.accept(trailer, source);
            assertThat(verifier.check(plain, trailer, source, WALL)).hasValue(replayed());
        }
    }

    @Test
    void shouldForgetOnlyTheSenderThatWasSilentLongest() {
        Hmac hmac = Hmac.of(0, HmacKey.of(new byte[32]));
        HmacVerifier verifier = new HmacVerifier(hmac, java.time.Duration.ofSeconds(1), HmacVerifier.SLOTS);
        byte[] message = Arrays.copyOfRange(Golden.bytes("v2-none-advert"), 20, 40);
        ByteBuffer[] packets = new ByteBuffer[5];
        for (int i = 0; i < 5; i++) {
            InetAddress source = IpAddress.parse("192.0.2." + i);
            packets[i] = ByteBuffer.allocate(48).put(message).flip();
            new HmacSigner(hmac).append(packets[i], source, WALL);
            verifier.accept(packets[i].duplicate().position(20), source);
        }
        for (int i = 0; i < 5; i++) {
            var outcome = verifier.check(
                    packets[i].duplicate().limit(20),
                    packets[i].duplicate().position(20),
                    IpAddress.parse("192.0.2." + i),
                    WALL);
            assertThat(outcome.isPresent()).as("sender %d is remembered", i).isEqualTo(i > 0);
        }
    }

    private static AdvertisementError replayed() {
        return new HmacError.Replayed(java.util.OptionalInt.of(100));
    }

    private static String openssl(String command, String digest, byte[] input, String hexKey)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "openssl", command, digest, "-r", "-mac", "HMAC", "-macopt", "hexkey:" + hexKey)
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().write(input);
        process.getOutputStream().close();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(answer).isZero();
        return answer;
    }

    private static void requireOpenssl() {
        boolean there = Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(directory -> java.nio.file.Files.isExecutable(java.nio.file.Path.of(directory, "openssl")));
        if (!there && System.getenv("CI") == null) {
            System.out.println("[skipped] HMAC beside OpenSSL: there is no openssl; install the package openssl");
            Assumptions.abort("there is no openssl");
        }
        assertThat(there).as("openssl, which CI must have").isTrue();
    }
}
