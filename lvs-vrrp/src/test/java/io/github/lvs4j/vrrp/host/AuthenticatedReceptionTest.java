package io.github.lvs4j.vrrp.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.vrrp.Authentication;
import io.github.lvs4j.vrrp.ChecksumPolicy;
import io.github.lvs4j.vrrp.Hmac;
import io.github.lvs4j.vrrp.HmacKey;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VrrpState;
import io.github.lvs4j.vrrp.VrrpVersion;
import io.github.lvs4j.vrrp.conformance.Covers;
import io.github.lvs4j.vrrp.packet.Advertisement;
import io.github.lvs4j.vrrp.packet.AdvertisementCodec;
import io.github.lvs4j.vrrp.packet.AdvertisementOddity;
import io.github.lvs4j.vrrp.packet.AuthenticationHeader;
import io.github.lvs4j.vrrp.packet.ChecksumForm;
import io.github.lvs4j.vrrp.packet.HmacSigner;
import io.github.lvs4j.vrrp.packet.IntegrityCheck;
import io.github.lvs4j.vrrp.packet.Ipv4Header;
import io.github.lvs4j.vrrp.packet.RejectionCause;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Authentication header and HMAC trailer as a master meets them, and the checksum that follows the master. */
class AuthenticatedReceptionTest {

    private static final UnaryOperator<VirtualRouter.Builder> AH =
            b -> b.authentication(Authentication.authenticationHeader("1c7f545a"));
    private static final HmacKey ONE = HmacKey.of(new byte[32]);
    private static final HmacKey TWO = HmacKey.parse("ab".repeat(64));

    // authentication header

    @Test
    void shouldCountItsOwnPacketsFromOneAndGoOnFromWhatItHears() {
        Injection ah = new Injection(AH);
        ah.h.run(Duration.ofSeconds(1));
        assertThat(sequences(ah)).startsWith(1L, 2L);
        long last = sequences(ah)[sequences(ah).length - 1];
        ah.inject(packet(ah, 200, 1000, p -> {}), 51);
        assertThat(ah.status().rejected()).isEmpty();
        assertThat(ah.state()).isEqualTo(VrrpState.BACKUP);
        ah.h.run(Duration.ofSeconds(4));
        assertThat(ah.state()).isEqualTo(VrrpState.MASTER);
        assertThat(sequences(ah)).contains(last, 1001L).doesNotContain(1000L);
    }

    @Test
    void shouldLeapBeyondALowerPriorityMaster() {
        Injection ah = new Injection(AH);
        ah.h.run(Duration.ofMillis(1));
        ah.inject(packet(ah, 50, 1000, p -> {}), 51);
        assertThat(ah.state()).isEqualTo(VrrpState.MASTER);
        assertThat(sequences(ah)).endsWith(1002L);
        assertThat(ah.h.ports.log.get(0)).isEqualTo("send eth0 100 AH to 224.0.0.18");
    }

    /** Both would discard each other's packets as replays for as long as they cross, and both remain master. */
    @Test
    void shouldNotCountInStepWithASecondMaster() {
        Injection ah = new Injection(AH);
        ah.h.run(Duration.ofMillis(1));
        ah.inject(packet(ah, 50, 1000, p -> {}), 51);
        assertThat(sequences(ah)).endsWith(1002L);
        ah.inject(packet(ah, 200, 1002, p -> {}), 51);
        assertThat(ah.status().rejected()).containsEntry(RejectionCause.SEQUENCE, 1L);
        ah.inject(packet(ah, 200, 1002, p -> {}), 51); // a recorded packet moves nothing a second time
        ah.h.run(Duration.ofSeconds(1));
        assertThat(sequences(ah)).endsWith(1004L);
    }

    @Test
    void shouldRefuseEachFlawOfTheHeaderByACounterOfItsOwn() {
        Injection ah = new Injection(AH);
        ah.rejected(RejectionCause.AUTHENTICATION_TYPE, ah.changed(m -> {}));
        ah.rejected(RejectionCause.AUTHENTICATION_HEADER, packet(ah, 200, 1000, p -> p[20] = 6), 51);
        ah.rejected(RejectionCause.AUTHENTICATION_HEADER, packet(ah, 200, 1000, p -> p[21] = 5), 51);
        ah.rejected(RejectionCause.INTEGRITY_VALUE, packet(ah, 200, 1000, p -> p[32] ^= 1), 51);
        ah.rejected(RejectionCause.INTEGRITY_VALUE, packet(ah, 200, 1000, p -> p[31] ^= 1), 51);
        ah.rejected(RejectionCause.INTEGRITY_VALUE, packet("other", ah, 200, 1000, p -> {}), 51);
        ah.rejected(RejectionCause.PARAMETERS_INDEX, signed(ah, packet(ah, 200, 1000, p -> p[27]++)), 51);
        ah.rejected(RejectionCause.SEQUENCE, packet(ah, 200, 1, p -> {}), 51);
        ah.rejected(RejectionCause.TIME_TO_LIVE, packet(ah.timeToLive(254), 200, 1000, p -> {}), 51);
        ah.timeToLive(255);
        byte[] good = packet(ah, 50, 5000, p -> {});
        ah.inject(good, 51);
        ah.h.ports.log.clear();
        ah.rejected(RejectionCause.SEQUENCE, good, 51);
        ah.rejected(RejectionCause.MALFORMED_HEADER, packet(ah, 200, 6000, p -> p[10]++), 51);
        ah.rejected(RejectionCause.MALFORMED_HEADER, packet(ah, 200, 6000, p -> p[6] = 0x20), 51);
        ah.rejected(RejectionCause.CHECKSUM, signed(ah, packet(ah, 200, 6000, p -> p[46]++)), 51);
        ah.rejected(RejectionCause.INTERVAL, signed(ah, interval(packet(ah, 200, 6000, p -> {}), 2)), 51);
        ah.inject(packet(ah, 200, 5003, p -> {}), 51); // what was rejected has not moved the counter
        assertThat(ah.state()).isEqualTo(VrrpState.BACKUP);
    }

    @Test
    void shouldAcceptAPacketWithIpOptions() {
        Injection ah = new Injection(AH);
        byte[] plain = packet(ah, 200, 1000, p -> {});
        byte[] optioned = new byte[plain.length + 4];
        System.arraycopy(plain, 0, optioned, 0, 20);
        System.arraycopy(new byte[] {(byte) 0x94, 4, 0, 0}, 0, optioned, 20, 4); // router alert
        System.arraycopy(plain, 20, optioned, 24, plain.length - 20);
        optioned[0] = 0x46;
        optioned[3] += 4;
        headerChecksum(optioned, 24);
        ah.inject(signed(ah, optioned), 51);
        assertThat(ah.status().rejected()).isEmpty();
        assertThat(ah.state()).isEqualTo(VrrpState.BACKUP);
    }

    @Test
    @Covers(value = "5.1.1.4-protocol", side = Covers.Side.NEGATIVE)
    void shouldRefuseAHeaderWhereNoneIsConfigured() {
        Injection ah = new Injection(AH);
        byte[] packet = packet(ah, 200, 1000, p -> {});
        for (Injection other : new Injection[] {
            new Injection(b -> b.authentication(Authentication.simpleText("1c7f545a"))),
            new Injection(b -> b),
            new Injection(b -> b.version(VrrpVersion.V3))
        }) {
            other.rejected(RejectionCause.AUTHENTICATION_TYPE, packet, 51);
        }
    }

    @Test
    void shouldStepDownForGoodBeforeTheNumbersRunOut() {
        Injection ah = new Injection(AH);
        ah.h.run(Duration.ofMillis(1));
        ah.inject(packet(ah, 50, 0xffff_fffaL, p -> {}), 51);
        assertThat(ah.state()).isEqualTo(VrrpState.MASTER);
        ah.h.run(Duration.ofSeconds(5));
        assertThat(ah.state()).isEqualTo(VrrpState.FAULT);
        assertThat(sequences(ah)).endsWith(0xffff_fffcL, 0xffff_fffdL, 0xffff_fffeL);
        assertThat(ah.h.ports.log)
                .filteredOn(line -> line.startsWith("send"))
                .last()
                .isEqualTo("send eth0 0 AH to 224.0.0.18");
        assertThat(ah.heard("authentication header numbers used up")).hasSize(1);
    }

    @Test
    void shouldSendUnicastToEachPeerWithTheSameNumber() {
        Injection ah = new Injection(
                b -> AH.apply(b).addUnicastPeers(FakePorts.PEER, io.github.lvs4j.net.IpAddress.parse("192.0.2.13")));
        ah.h.run(Duration.ofSeconds(1));
        assertThat(sequences(ah)).startsWith(1L, 1L, 2L, 2L);
        IntegrityCheck check = new IntegrityCheck("1c7f545a".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        for (byte[] sent : ah.h.ports.channel("eth0").sent) {
            byte[] forwarded = sent.clone();
            forwarded[8] = 64;
            assertThat(check.verify(ByteBuffer.wrap(forwarded)))
                    .as("unicast TTL does not count")
                    .isTrue();
        }
    }

    // HMAC trailer

    @Test
    void shouldAcceptATrailerOnceAndRefuseEachFlawByACounterOfItsOwn() {
        Injection hmac = hmac(Hmac.of(7, ONE));
        hmac.rejected(RejectionCause.HMAC_MISSING, hmac.changed(m -> {}));
        hmac.rejected(RejectionCause.HMAC_KEY, trailed(hmac, Hmac.of(8, ONE), 200, 0));
        hmac.rejected(RejectionCause.HMAC, trailed(hmac, Hmac.of(7, TWO), 200, 0));
        byte[] wrongType = trailed(hmac, Hmac.of(7, ONE), 200, 0);
        wrongType[wrongType.length - 28] = 2;
        hmac.rejected(RejectionCause.HMAC_KEY, wrongType);
        hmac.rejected(RejectionCause.HMAC_WINDOW, trailed(hmac, Hmac.of(7, ONE), 200, -5100));
        hmac.rejected(RejectionCause.HMAC_WINDOW, trailed(hmac, Hmac.of(7, ONE), 200, 5100));
        byte[] elsewhere = trailed(hmac, Hmac.of(7, ONE), 200, 0);
        hmac.source("192.0.2.99").rejected(RejectionCause.HMAC, elsewhere);
        hmac.source("192.0.2.12");
        byte[] good = trailed(hmac, Hmac.of(7, ONE), 50, 0);
        hmac.h.run(Duration.ofMillis(1));
        hmac.inject(good);
        hmac.h.ports.log.clear();
        hmac.rejected(RejectionCause.HMAC_REPLAY, good);
        hmac.rejected(RejectionCause.HMAC_REPLAY, trailed(hmac, Hmac.of(7, ONE), 200, -1000));
        hmac.obeyedAfterRejections(trailed(hmac, Hmac.of(7, ONE), 200, 10));
    }

    @Test
    void shouldRefuseATrailerWithAnyByteChanged() {
        Injection hmac = hmac(Hmac.of(7, ONE));
        byte[] good = trailed(hmac, Hmac.of(7, ONE), 200, 0);
        for (int i = 0; i < good.length; i++) {
            if (i == 1) {
                continue; // another router's number
            }
            byte[] bad = good.clone();
            bad[i] ^= 0x10;
            hmac.inject(bad);
        }
        assertThat(hmac.state()).isEqualTo(VrrpState.MASTER);
    }

    @Test
    void shouldMigrateByModes() {
        Injection receiving = hmac(Hmac.of(7, ONE).withMode(Hmac.Mode.RECEIVE_ONLY));
        assertThat(receiving.h.ports.channel("eth0").sent.get(0))
                .as("no trailer")
                .hasSize(20);
        receiving.rejected(RejectionCause.HMAC, trailed(receiving, Hmac.of(7, TWO), 200, 0));
        receiving.obeyedAfterRejections(receiving.changed(m -> {}));

        Injection permissive =
                hmac(Hmac.of(7, ONE).withMode(Hmac.Mode.PERMISSIVE).withKey(8, TWO));
        assertThat(permissive.h.ports.channel("eth0").sent.get(0))
                .as("a trailer")
                .hasSize(48);
        permissive.rejected(RejectionCause.HMAC, trailed(permissive, Hmac.of(7, TWO), 200, 0));
        permissive.obeyedAfterRejections(permissive.changed(m -> {}));
        assertThat(permissive.status().odd()).isEqualTo(Map.of(AdvertisementOddity.NO_HMAC, 1L));

        Injection changing = hmac(Hmac.of(7, ONE).withKey(8, TWO));
        changing.obeyed(trailed(changing, Hmac.of(8, TWO), 200, 0));
    }

    @Test
    void shouldRefuseATrailerWhereNoneIsConfigured() {
        Injection plain = new Injection(b -> b);
        plain.rejected(RejectionCause.LENGTH, trailed(plain, Hmac.of(7, ONE), 200, 0));
    }

    // checksum

    @Test
    void shouldFollowTheChecksumOfThePresentMaster() {
        Injection three = new Injection(b -> b.version(VrrpVersion.V3)
                .advertisementInterval(Duration.ofMillis(100))
                .checksum(ChecksumPolicy.AUTOMATIC));
        assertThat(lastForm(three)).isEqualTo(ChecksumForm.WITH_PSEUDO_HEADER);
        three.form = ChecksumForm.MESSAGE_ONLY;
        three.inject(three.message(three.advertisement(50)));
        assertThat(lastForm(three)).as("not that of a lower master").isEqualTo(ChecksumForm.WITH_PSEUDO_HEADER);
        three.inject(three.message(three.advertisement(200)));
        three.h.run(Duration.ofSeconds(1));
        assertThat(three.state()).isEqualTo(VrrpState.MASTER);
        assertThat(lastForm(three)).isEqualTo(ChecksumForm.MESSAGE_ONLY);
    }

    @Test
    void shouldSendTheChecksumThatWasChosen() {
        Injection three = new Injection(b -> b.version(VrrpVersion.V3).checksum(ChecksumPolicy.MESSAGE_ONLY));
        assertThat(lastForm(three)).isEqualTo(ChecksumForm.MESSAGE_ONLY);
    }

    private static ChecksumForm lastForm(Injection injection) {
        var sent = injection.h.ports.channel("eth0").sent;
        var outcome = AdvertisementCodec.decode(
                ByteBuffer.wrap(sent.get(sent.size() - 1)), FakePorts.OWN, Advertisement.GROUP_IPV4);
        return ((io.github.lvs4j.vrrp.packet.DecodedAdvertisement) outcome).checksumForm();
    }

    private static Injection hmac(Hmac hmac) {
        return new Injection(b -> b.hmac(hmac));
    }

    private static byte[] trailed(Injection injection, Hmac hmac, int priority, long millis) {
        byte[] message = injection.message(injection.advertisement(priority));
        ByteBuffer buffer =
                ByteBuffer.allocate(message.length + 28).put(message).flip();
        long wall = injection.h.ports.wallNanos() + Duration.ofMillis(millis).toNanos();
        new HmacSigner(hmac).append(buffer, injection.envelope.source(), wall);
        return buffer.array();
    }

    private static long[] sequences(Injection injection) {
        return injection.h.ports.channel("eth0").sent.stream()
                .mapToLong(packet -> ByteBuffer.wrap(packet).getInt(28) & 0xffff_ffffL)
                .toArray();
    }

    private static byte[] packet(Injection injection, int priority, long sequence, Consumer<byte[]> change) {
        return packet("1c7f545a", injection, priority, sequence, change);
    }

    private static byte[] packet(
            String password, Injection injection, int priority, long sequence, Consumer<byte[]> change) {
        byte[] message = injection.message(injection.advertisement(priority));
        ByteBuffer out = ByteBuffer.allocate(44 + message.length);
        Ipv4Header.forAuthenticated(
                        injection.envelope.source(), injection.envelope.destination(), 1, 24 + message.length)
                .encode(out);
        AuthenticationHeader.of(injection.envelope.source(), sequence).encode(out);
        out.put(message).flip();
        new IntegrityCheck(((Authentication.AuthenticationHeader) Authentication.authenticationHeader(password)).key())
                .sign(out);
        change.accept(out.array());
        return out.array();
    }

    private static byte[] signed(Injection injection, byte[] packet) {
        assertThat(injection.router.authentication()).isInstanceOf(Authentication.AuthenticationHeader.class);
        new IntegrityCheck("1c7f545a".getBytes(java.nio.charset.StandardCharsets.UTF_8)).sign(ByteBuffer.wrap(packet));
        return packet;
    }

    /** Another interval, with the right checksum. */
    private static byte[] interval(byte[] packet, int seconds) {
        byte[] message = Arrays.copyOfRange(packet, 44, packet.length);
        message[5] = (byte) seconds;
        message[6] = 0;
        message[7] = 0;
        int sum = io.github.lvs4j.vrrp.packet.InternetChecksum.of(ByteBuffer.wrap(message), 0, message.length, 0);
        message[6] = (byte) (sum >> 8);
        message[7] = (byte) sum;
        System.arraycopy(message, 0, packet, 44, message.length);
        return packet;
    }

    private static void headerChecksum(byte[] packet, int length) {
        packet[10] = 0;
        packet[11] = 0;
        int sum = io.github.lvs4j.vrrp.packet.InternetChecksum.of(ByteBuffer.wrap(packet), 0, length, 0);
        packet[10] = (byte) (sum >> 8);
        packet[11] = (byte) sum;
    }
}
