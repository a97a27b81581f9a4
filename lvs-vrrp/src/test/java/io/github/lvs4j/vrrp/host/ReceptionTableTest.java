package io.github.lvs4j.vrrp.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.vrrp.Authentication;
import io.github.lvs4j.vrrp.LearnedIntervals;
import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VirtualRouterId;
import io.github.lvs4j.vrrp.VrrpConfig;
import io.github.lvs4j.vrrp.VrrpState;
import io.github.lvs4j.vrrp.VrrpVersion;
import io.github.lvs4j.vrrp.conformance.Covers;
import io.github.lvs4j.vrrp.packet.Advertisement;
import io.github.lvs4j.vrrp.packet.AdvertisementOddity;
import io.github.lvs4j.vrrp.packet.AuthenticationField;
import io.github.lvs4j.vrrp.packet.ChecksumForm;
import io.github.lvs4j.vrrp.packet.RejectionCause;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Conformance list B: what a master does with one packet of each kind, every failure with a counter of its own. Most rows are
 * what keepalived 2.2.7 was measured to do; where we differ, the test says so.
 */
class ReceptionTableTest {

    private static final UnaryOperator<VirtualRouter.Builder> PASS =
            b -> b.authentication(Authentication.simpleText("1c7f545a"));
    private static final UnaryOperator<VirtualRouter.Builder> THREE =
            b -> b.version(VrrpVersion.V3).advertisementInterval(Duration.ofMillis(100));

    private static Injection pass() {
        return new Injection(PASS);
    }

    private static Injection three() {
        return new Injection(THREE);
    }

    // what is accepted

    @Test
    @Covers({"7.1-version", "7.1-checksum", "7.1-vrid", "7.1-complete", "7.1-type", "5.2.2-type"})
    void shouldObeyAHigherPriority() {
        for (int priority : new int[] {101, 200, 255}) {
            Injection two = pass();
            two.obeyed(two.message(two.advertisement(priority)));
            Injection three = three();
            three.obeyed(three.message(three.advertisement(priority)));
        }
    }

    @Test
    @Covers({"5.1.2.3-receive", "7.1-ttl", "5.2.8-ipv6"})
    @Covers(value = "5.2.9-link-local", side = Covers.Side.NEGATIVE)
    void shouldObeyAHigherPriorityOverIpv6AndFindNothingOdd() {
        Injection six = six("fe80::100", "2001:db8::88");
        six.obeyed(six.message(six.advertisement(101)));
        assertThat(six.status().odd()).isEmpty();
    }

    @Test
    void shouldLetTheHigherAddressDecideWhenPrioritiesAreEqual() {
        Injection higher = pass().source("192.0.2.200"); // unsigned
        higher.obeyed(higher.message(higher.advertisement(100)));
        Injection lower = pass().source("192.0.2.9");
        lower.answered(lower.message(lower.advertisement(100)));
    }

    @Test
    void shouldAnswerALowerPriorityAndAnnounceAnew() {
        for (int priority : new int[] {1, 50}) {
            Injection two = pass();
            two.answered(two.message(two.advertisement(priority)));
            assertThat(two.h.ports.log).anyMatch(line -> line.startsWith("announce"));
        }
    }

    @Test
    void shouldAnswerPriorityZeroAtOnce() {
        Injection two = pass();
        two.answered(two.message(two.advertisement(0)));
        assertThat(two.h.ports.log).hasSize(1);
    }

    @Test
    void shouldIgnoreItsOwnAddress() {
        Injection two = pass().source("192.0.2.11");
        two.inject(two.message(two.advertisement(100)));
        assertThat(two.h.ports.log).isEmpty();
        assertThat(two.heard("our own source address")).hasSize(1);
    }

    @Test
    @Covers("5.2.8-ipv4")
    void shouldAcceptBothChecksumFormsOfVersion3() {
        for (ChecksumForm form : ChecksumForm.values()) {
            Injection three = three();
            three.form = form;
            three.obeyed(three.message(three.advertisement(200)));
        }
    }

    @Test
    @Covers("5.2.6-receive")
    void shouldIgnoreReservedBits() {
        Injection three = three();
        three.obeyed(three.changed(m -> m[4] |= (byte) 0xf0));
    }

    @Test
    @Covers(value = "5.2.6-receive", side = Covers.Side.NEGATIVE)
    void shouldNotIgnoreTheSameBitsOfVersion2WhereTheyAreTheAuthenticationType() {
        Injection two = pass();
        two.rejected(RejectionCause.UNKNOWN_AUTHENTICATION_TYPE, two.changed(m -> m[4] |= (byte) 0xf0));
    }

    @Test
    @Covers("7.1-interval")
    void shouldLearnAnotherIntervalOfVersion3AndSayItOnce() {
        Injection three = three();
        for (int i = 0; i < 3; i++) {
            three.inject(three.changed(m -> m[5] = 50));
        }
        assertThat(three.state()).isEqualTo(VrrpState.BACKUP);
        three.h.run(Duration.ofMillis(1700)); // 3 * 500 ms + skew 304 ms
        assertThat(three.state()).isEqualTo(VrrpState.BACKUP);
        three.h.run(Duration.ofMillis(110));
        assertThat(three.state()).isEqualTo(VrrpState.MASTER);
        assertThat(three.status().odd()).isEqualTo(Map.of(AdvertisementOddity.INTERVAL_DIFFERS, 3L));
        assertThat(three.heard("its interval is not ours"))
                .as("once as master, once when the master has changed")
                .hasSize(2);
    }

    @Test
    @Covers("7.1-list")
    void shouldAcceptOtherAddressesAndCountThem() {
        Injection two = pass();
        two.obeyed(two.changed(m -> m[11]++));
        assertThat(two.status().odd()).isEqualTo(Map.of(AdvertisementOddity.ADDRESS_LIST_DIFFERS, 1L));
        Injection three = three();
        Advertisement more = three.advertisement(200);
        three.obeyed(three.message(new Advertisement(
                more.version(),
                more.id(),
                more.priority(),
                more.interval(),
                List.of(more.addresses().get(0), IpAddress.parse("10.0.0.1")),
                more.authentication())));
        assertThat(three.status().odd()).isEqualTo(Map.of(AdvertisementOddity.ADDRESS_LIST_DIFFERS, 1L));
    }

    @Test
    @Covers("5.2.9-link-local")
    void shouldAcceptAFirstIpv6AddressThatIsNotLinkLocalAndSayIt() {
        Injection six = six("fe80::100", "2001:db8::88");
        Advertisement turned = six.advertisement(200);
        six.obeyed(six.message(new Advertisement(
                turned.version(),
                turned.id(),
                turned.priority(),
                turned.interval(),
                List.of(turned.addresses().get(1), turned.addresses().get(0)),
                AuthenticationField.NONE)));
        assertThat(six.status().odd()).isEqualTo(Map.of(AdvertisementOddity.FIRST_ADDRESS_NOT_LINK_LOCAL, 1L));
        assertThat(six.heard("2001:db8::88")).hasSize(1);
    }

    @Test
    @Covers("7.1-owner")
    void shouldJudgeASecondOwnerByItsAddressAndSayIt() {
        Injection lower = new Injection(b -> b.priority(Priority.OWNER)).source("192.0.2.9");
        lower.h.run(Duration.ofMillis(1));
        lower.inject(lower.message(lower.advertisement(255)));
        assertThat(lower.state()).isEqualTo(VrrpState.MASTER);
        assertThat(lower.heard("a second owner")).hasSize(1);
        Injection higher = new Injection(b -> b.priority(Priority.OWNER));
        higher.obeyed(higher.message(higher.advertisement(255)));
        assertThat(higher.heard("a second owner")).hasSize(1);
    }

    // what is refused

    @Test
    @Covers("7.1-discard")
    @Covers(
            value = {"5.1.1.3-receive", "7.1-ttl"},
            side = Covers.Side.NEGATIVE)
    void shouldRefuseAnotherTimeToLive() {
        for (int ttl : new int[] {254, 1, 0}) {
            Injection two = pass().timeToLive(ttl);
            two.rejected(RejectionCause.TIME_TO_LIVE, two.changed(m -> {}));
            Injection three = three().timeToLive(ttl);
            three.rejected(RejectionCause.TIME_TO_LIVE, three.changed(m -> {}));
        }
    }

    @Test
    @Covers(value = "5.1.2.3-receive", side = Covers.Side.NEGATIVE)
    void shouldRefuseAnotherHopLimitOfMulticastIpv6() {
        Injection six = six("fe80::100").timeToLive(64);
        six.rejected(RejectionCause.TIME_TO_LIVE, six.changed(m -> {}));
    }

    @Test
    @Covers(value = "7.1-version", side = Covers.Side.NEGATIVE)
    void shouldRefuseAnotherVersion() {
        Injection two = pass();
        two.rejected(RejectionCause.VERSION, two.changed(m -> m[0] = 0x41));
        two.rejected(RejectionCause.VERSION, new Injection(b -> b.version(VrrpVersion.V3)).changed(m -> {}));
        Injection three = three();
        three.rejected(RejectionCause.VERSION, new Injection(b -> b).changed(m -> {}));
    }

    @Test
    @Covers(
            value = {"5.2.2-type", "7.1-type"},
            side = Covers.Side.NEGATIVE)
    void shouldRefuseAnotherType() {
        for (int type : new int[] {0, 2, 3, 15}) {
            Injection two = pass();
            two.rejected(RejectionCause.TYPE, two.changed(m -> m[0] = (byte) (0x20 | type)));
            Injection three = three();
            three.rejected(RejectionCause.TYPE, three.changed(m -> m[0] = (byte) (0x30 | type)));
        }
    }

    @Test
    @Covers(
            value = {"7.1-checksum", "5.2.8-ipv4"},
            side = Covers.Side.NEGATIVE)
    void shouldRefuseADamagedMessage() {
        Injection two = pass();
        byte[] message = two.changed(m -> {});
        message[2]++;
        two.rejected(RejectionCause.CHECKSUM, message);
        Injection three = three();
        byte[] other = three.changed(m -> {});
        other[2]++;
        three.rejected(RejectionCause.CHECKSUM, other);
    }

    @Test
    @Covers(value = "5.2.8-ipv6", side = Covers.Side.NEGATIVE)
    void shouldRefuseAnIpv6ChecksumWithoutPseudoHeader() {
        Injection six = six("fe80::100");
        byte[] message = six.changed(m -> {});
        int sum = io.github.lvs4j.vrrp.packet.InternetChecksum.of(
                java.nio.ByteBuffer.wrap(zeroSum(message)), 0, message.length, 0);
        message[6] = (byte) (sum >> 8);
        message[7] = (byte) sum;
        six.rejected(RejectionCause.CHECKSUM, message);
    }

    private static byte[] zeroSum(byte[] message) {
        message[6] = 0;
        message[7] = 0;
        return message;
    }

    @Test
    void shouldRefuseOtherAuthentication() {
        Injection two = pass();
        two.rejected(RejectionCause.AUTHENTICATION, two.changed(m -> m[12]++));
        two.rejected(RejectionCause.AUTHENTICATION, two.changed(m -> m[19]++));
        two.rejected(RejectionCause.AUTHENTICATION, two.changed(m -> Arrays.fill(m, 12, 20, (byte) 0)));
        two.rejected(RejectionCause.AUTHENTICATION_TYPE, two.changed(m -> m[4] = 0));
        two.rejected(RejectionCause.AUTHENTICATION_TYPE, two.changed(m -> m[4] = 2));
        two.rejected(RejectionCause.UNKNOWN_AUTHENTICATION_TYPE, two.changed(m -> m[4] = 9));
    }

    @Test
    void shouldRefuseAnotherIntervalOfVersion2() {
        Injection two = pass();
        two.rejected(RejectionCause.INTERVAL, two.changed(m -> m[5] = 2));
        two.rejected(RejectionCause.INTERVAL, two.changed(m -> m[5] = 0));
    }

    @Test
    @Covers(value = "5.2.7-interval", side = Covers.Side.NEGATIVE)
    void shouldRefuseAnIntervalOfZeroWhichKeepalivedLearns() {
        Injection three = three();
        three.rejected(RejectionCause.ZERO_INTERVAL, three.changed(m -> m[5] = 0));
    }

    @Test
    void shouldRefuseAnIntervalOutsideWhatMayBeLearned() {
        Injection three = new Injection(b ->
                THREE.apply(b).learnedIntervals(new LearnedIntervals(Duration.ofMillis(50), Duration.ofMillis(200))));
        three.rejected(RejectionCause.LEARNED_INTERVAL, three.changed(m -> m[5] = 4));
        three.rejected(RejectionCause.LEARNED_INTERVAL, three.changed(m -> m[5] = 21));
        three.obeyedAfterRejections(three.changed(m -> m[5] = 20));
    }

    @Test
    void shouldRefuseOtherAddressesWhenToldTo() {
        Injection strict = new Injection(b -> PASS.apply(b).strictAddressList(true));
        strict.rejected(RejectionCause.ADDRESS_LIST, strict.changed(m -> m[11]++));
    }

    @Test
    @Covers(value = "5.2.5-count", side = Covers.Side.NEGATIVE)
    void shouldRefuseAnAdvertisementWithoutAddresses() {
        Injection two = pass();
        byte[] none = new byte[16];
        System.arraycopy(two.changed(m -> {}), 0, none, 0, 8);
        none[3] = 0;
        two.rejected(RejectionCause.NO_ADDRESSES, two.sealed(none));
        Injection three = three();
        byte[] empty = Arrays.copyOf(three.changed(m -> {}), 8);
        empty[3] = 0;
        three.rejected(RejectionCause.NO_ADDRESSES, three.sealed(empty));
    }

    @Test
    @Covers(value = "7.1-complete", side = Covers.Side.NEGATIVE)
    void shouldRefuseALengthThatDoesNotFollowFromTheCount() {
        Injection two = pass();
        byte[] message = two.changed(m -> {});
        two.rejected(RejectionCause.LENGTH, two.changed(m -> m[3] = 2));
        two.rejected(RejectionCause.LENGTH, two.changed(m -> m[3] = (byte) 255));
        for (int surplus : new int[] {-8, 4, 28, 100}) {
            two.rejected(RejectionCause.LENGTH, two.sealed(Arrays.copyOf(message, message.length + surplus)));
        }
        Injection three = three();
        byte[] other = three.changed(m -> {});
        for (int surplus : new int[] {-2, 2, 4, 28}) {
            three.rejected(RejectionCause.LENGTH, three.sealed(Arrays.copyOf(other, other.length + surplus)));
        }
    }

    @Test
    void shouldRefuseWhatIsTooShort() {
        Injection two = pass();
        byte[] message = two.changed(m -> {});
        for (int length = 2; length < 8; length++) {
            two.rejected(RejectionCause.TOO_SHORT, Arrays.copyOf(message, length));
        }
    }

    @Test
    void shouldRefuseCarpBeforeItsPriorityIsRead() {
        Injection two = pass();
        byte[] carp = new byte[36];
        carp[0] = 0x21;
        carp[1] = 100; // vhid
        carp[3] = 7; // length of the authentication in words
        two.rejected(RejectionCause.LENGTH, two.sealed(carp));
    }

    @Test
    void shouldAcceptAndRefuseWith255Addresses() {
        List<java.net.InetAddress> many = java.util.stream.IntStream.range(0, 255)
                .mapToObj(i -> IpAddress.parse("10.1.0." + i))
                .toList();
        Injection two = pass();
        Advertisement base = two.advertisement(200);
        byte[] message = two.message(new Advertisement(
                base.version(), base.id(), base.priority(), base.interval(), many, base.authentication()));
        assertThat(message).hasSize(16 + 255 * 4);
        two.rejected(RejectionCause.LENGTH, two.sealed(Arrays.copyOf(message, message.length - 4)));
        two.obeyedAfterRejections(two.sealed(message));
    }

    @Test
    @Covers(
            value = {"7.1-vrid", "5.2.3-vrid"},
            side = Covers.Side.NEGATIVE)
    void shouldCountWhatBelongsToNobody() {
        Injection two = pass();
        for (int vrid : new int[] {0, 99, 101, 101}) {
            two.inject(two.changed(m -> m[1] = (byte) vrid));
        }
        two.inject(new byte[0]);
        two.inject(new byte[] {0x21});
        assertThat(two.status().rejected()).isEmpty();
        assertThat(two.state()).isEqualTo(VrrpState.MASTER);
        assertThat(two.h.loop.status().links()).hasSize(1);
        assertThat(two.h.loop.status().links().get(0).unclaimed())
                .isEqualTo(Map.of(RejectionCause.UNKNOWN_VIRTUAL_ROUTER, 4L, RejectionCause.TOO_SHORT, 2L));
        assertThat(two.heard("ignored")).as("one event for each cause").hasSize(2);
    }

    @Test
    @Covers(value = "7.1-vrid", side = Covers.Side.NEGATIVE)
    void shouldRefuseANumberThatIsDefinedOnAnotherInterfaceOnly() {
        VirtualRouter lan = LoopHarness.router("LAN", "eth1", b -> b.id(VirtualRouterId.of(7)));
        LoopHarness h =
                new LoopHarness(new VrrpConfig(List.of(LoopHarness.router("WAN", "eth0", b -> b), lan), List.of()));
        h.run(Duration.ofSeconds(3));
        h.ports.channel("eth0").arrive(LoopHarness.advertisement(lan, 200), Duration.ZERO);
        h.turn();
        assertThat(h.loop.status().links().get(0).unclaimed())
                .isEqualTo(Map.of(RejectionCause.UNKNOWN_VIRTUAL_ROUTER, 1L));
        h.run(Duration.ofMillis(610));
        assertThat(h.state("LAN")).as("its timer did not move").isEqualTo(VrrpState.MASTER);
        h.ports.channel("eth1").arrive(LoopHarness.advertisement(lan, 200), Duration.ZERO);
        h.turn();
        assertThat(h.state("LAN")).isEqualTo(VrrpState.BACKUP);
    }

    @Test
    void shouldRefuseTheWrongWayOfAddressing() {
        Injection two = pass().destination("192.0.2.11");
        two.rejected(RejectionCause.CAST, two.changed(m -> {}));
        Injection unicast = new Injection(b -> PASS.apply(b).addUnicastPeers(FakePorts.PEER));
        unicast.rejected(RejectionCause.CAST, unicast.changed(m -> {}));
    }

    @Test
    void shouldRefuseAUnicastSenderThatIsNoPeerUnlessToldNotToLook() {
        UnaryOperator<VirtualRouter.Builder> unicast = b -> PASS.apply(b).addUnicastPeers(FakePorts.PEER);
        Injection two = new Injection(unicast).destination("192.0.2.11").source("192.0.2.77");
        two.rejected(RejectionCause.UNKNOWN_SENDER, two.changed(m -> {}));
        Injection peer = new Injection(unicast).destination("192.0.2.11");
        peer.obeyed(peer.changed(m -> {}));
        Injection open = new Injection(b -> unicast.apply(b).checkUnicastSource(false))
                .destination("192.0.2.11")
                .source("192.0.2.77");
        open.obeyed(open.changed(m -> {}));
    }

    @Test
    void shouldHoldUnicastToItsOwnTimeToLive() {
        UnaryOperator<VirtualRouter.Builder> unicast = b -> PASS.apply(b).addUnicastPeers(FakePorts.PEER);
        Injection standard = new Injection(unicast).destination("192.0.2.11").timeToLive(254);
        standard.rejected(RejectionCause.TIME_TO_LIVE, standard.changed(m -> {}));
        UnaryOperator<VirtualRouter.Builder> routed = b -> unicast.apply(b).leastUnicastTimeToLive(250);
        Injection near = new Injection(routed).destination("192.0.2.11").timeToLive(250);
        near.obeyed(near.changed(m -> {}));
        Injection far = new Injection(routed).destination("192.0.2.11").timeToLive(249);
        far.rejected(RejectionCause.TIME_TO_LIVE, far.changed(m -> {}));
    }

    @Test
    @Covers("7.1-ttl")
    @Covers(value = "7.1-ttl", side = Covers.Side.NEGATIVE)
    void shouldHoldUnicastIpv6ToTheHopLimitWithWhichKeepalivedSends() {
        UnaryOperator<VirtualRouter.Builder> unicast = b -> b.version(VrrpVersion.V3)
                .addresses(List.of())
                .addresses("fe80::100")
                .addUnicastPeers(Injection.PEER6);
        Injection near = new Injection(unicast).destination("fe80::11").timeToLive(64);
        near.obeyed(near.changed(m -> {}));
        Injection far = new Injection(unicast).destination("fe80::11").timeToLive(63);
        far.rejected(RejectionCause.TIME_TO_LIVE, far.changed(m -> {}));
    }

    @Test
    void shouldReportEachCauseOnceUntilAnAcceptedPacketChangesSomething() {
        Injection two = pass();
        for (int i = 0; i < 100; i++) {
            two.rejected(RejectionCause.AUTHENTICATION, two.changed(m -> m[12]++));
            two.rejected(RejectionCause.INTERVAL, two.changed(m -> m[5] = 2));
            two.h.ports.now += Duration.ofMillis(1).toNanos();
        }
        two.h.ports.now += Duration.ofMinutes(10).toNanos();
        two.inject(two.changed(m -> {}));
        assertThat(two.state()).isEqualTo(VrrpState.BACKUP);
        two.inject(two.changed(m -> m[12]++));
        two.inject(two.changed(m -> m[12]++));
        assertThat(two.heard("rejected")).hasSize(3);
    }

    private static Injection six(String... addresses) {
        return new Injection(b -> b.version(VrrpVersion.V3)
                .advertisementInterval(Duration.ofMillis(100))
                .addresses(List.of())
                .addresses(addresses));
    }
}
