package io.github.lvs4j.vrrp.host;

import static io.github.lvs4j.vrrp.conformance.Covers.Side.NEGATIVE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.net.MacAddress;
import io.github.lvs4j.vrrp.Authentication;
import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VrrpVersion;
import io.github.lvs4j.vrrp.conformance.Covers;
import io.github.lvs4j.vrrp.packet.Advertisement;
import io.github.lvs4j.vrrp.packet.AdvertisementCodec;
import io.github.lvs4j.vrrp.packet.DecodedAdvertisement;
import io.github.lvs4j.vrrp.port.InterfaceCondition;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Section 7.2: what a master sends, from where and to whom. */
class TransmissionTableTest {

    private static final InterfaceName ETH0 = InterfaceName.of("eth0");
    private static final UnaryOperator<VirtualRouter.Builder> SIX =
            b -> b.version(VrrpVersion.V3).addresses(List.of()).addresses("fe80::100", "2001:db8::100");

    @Test
    @Covers({"5.1.1.1-source", "5.1.1.2-group", "7.2-source"})
    void shouldSendFromThePrimaryAddressToTheGroup() {
        assertThat(addressed(b -> b, "192.0.2.11", "192.0.2.77", "113.226.77.88"))
                .containsOnly("192.0.2.11 > 224.0.0.18");
    }

    @Test
    @Covers({"5.1.2.1-source", "5.1.2.2-group", "7.2-source"})
    void shouldSendFromTheLinkLocalAddressToTheGroupOfIpv6() {
        assertThat(addressed(SIX, "2001:db8::11", "fe80::11", "fe80::12", "192.0.2.11"))
                .containsOnly("fe80::11 > ff02::12");
    }

    @Test
    @Covers(
            value = {"5.1.1.2-group", "5.1.2.2-group"},
            side = NEGATIVE)
    void shouldSendNothingToTheGroupWhereUnicastPeersAreDefined() {
        assertThat(addressed(
                        b -> b.addUnicastPeers(IpAddress.parse("192.0.2.12"), IpAddress.parse("192.0.2.13")),
                        "192.0.2.11"))
                .containsOnly("192.0.2.11 > 192.0.2.12", "192.0.2.11 > 192.0.2.13");
        assertThat(addressed(b -> SIX.apply(b).addUnicastPeers(IpAddress.parse("fe80::12")), "fe80::11"))
                .containsOnly("fe80::11 > fe80::12");
    }

    @Test
    @Covers("7.2-checksum")
    void shouldSendEveryFieldOfTheConfiguration() {
        UnaryOperator<VirtualRouter.Builder> change =
                b -> b.priority(Priority.of(77)).authentication(Authentication.simpleText("secret"));
        VirtualRouter router = LoopHarness.router("WAN", "eth0", change);
        LoopHarness h = master(change, "192.0.2.11");
        assertThat(decoded(h.ports.channel("eth0").sent.get(0)))
                .isEqualTo(new Advertisement(
                        router.version(),
                        router.id(),
                        Priority.of(77),
                        Duration.ofSeconds(1),
                        List.of(IpAddress.parse("113.226.77.88")),
                        router.authentication().field()));
    }

    @Test
    @Covers(value = "7.2-checksum", side = NEGATIVE)
    void shouldNotSendTheChecksumOfWhatItSaidBefore() {
        LoopHarness h = master(b -> b, "192.0.2.11");
        h.loop.shutDown();
        List<byte[]> sent = h.ports.channel("eth0").sent;
        byte[] first = sent.get(0);
        byte[] last = sent.get(sent.size() - 1);
        assertThat(decoded(last).priority()).isEqualTo(Priority.RELEASE);
        assertThat(Arrays.copyOfRange(last, 6, 8)).isNotEqualTo(Arrays.copyOfRange(first, 6, 8));
    }

    private static Advertisement decoded(byte[] message) {
        return ((DecodedAdvertisement)
                        AdvertisementCodec.decode(ByteBuffer.wrap(message), FakePorts.OWN, Advertisement.GROUP_IPV4))
                .advertisement();
    }

    private static List<String> addressed(UnaryOperator<VirtualRouter.Builder> change, String... present) {
        return master(change, present).ports.channel("eth0").addressed;
    }

    /** A master that has spoken more than once, on an interface with these addresses. */
    private static LoopHarness master(UnaryOperator<VirtualRouter.Builder> change, String... present) {
        LoopHarness h = new LoopHarness(
                LoopHarness.single(change),
                ports -> ports.links.put(
                        ETH0,
                        new InterfaceCondition(
                                ETH0,
                                2,
                                true,
                                MacAddress.parse("02:00:00:00:00:0a"),
                                Arrays.stream(present).map(IpAddress::parse).toList())));
        h.run(Duration.ofSeconds(7));
        assertThat(h.ports.channel("eth0").sent).hasSizeGreaterThan(2);
        return h;
    }
}
