package io.github.lvs4j.verification.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.netlink.namespace.NetworkNamespace;
import io.github.lvs4j.netlink.socket.LinuxSockets;
import io.github.lvs4j.netlink.socket.PacketSocket;
import io.github.lvs4j.testkit.hosts.CapturedFrame;
import io.github.lvs4j.testkit.junit.RequiresRoot;
import io.github.lvs4j.testkit.junit.RequiresTool;
import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.TransitionReason;
import io.github.lvs4j.vrrp.VirtualRouterId;
import io.github.lvs4j.vrrp.VrrpEvent;
import io.github.lvs4j.vrrp.VrrpPeer;
import io.github.lvs4j.vrrp.VrrpRouter;
import io.github.lvs4j.vrrp.VrrpState;
import io.github.lvs4j.vrrp.VrrpStatus;
import io.github.lvs4j.vrrp.VrrpVersion;
import io.github.lvs4j.vrrp.packet.Advertisement;
import io.github.lvs4j.vrrp.packet.AdvertisementCodec;
import io.github.lvs4j.vrrp.packet.AuthenticationField;
import io.github.lvs4j.vrrp.packet.ChecksumForm;
import io.github.lvs4j.vrrp.packet.Ipv6Header;
import io.github.lvs4j.vrrp.packet.RejectionCause;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** IPv6 headers, which the kernel writes and reads for us: what leaves, and what arrives behind extension headers. */
@Tag("netns")
@RequiresRoot
@RequiresTool({"ip", "tcpdump"})
class Ipv6OnTheWireTest {

    private static final InetAddress PEER = IpAddress.parse("fe80::ff:fe00:b");
    private static final int HOP_BY_HOP = 0;
    private static final int DESTINATION_OPTIONS = 60;
    private static final int TRAFFIC_CLASS = 0x6c00_0000; // with the version, without a flow label

    private final DutiesBed bed = new DutiesBed();

    @AfterEach
    void close() {
        bed.close();
    }

    /** keepalived's captured packet of the same configuration; the kernel chooses the flow label, as the second host's does. */
    @Test
    void shouldSendKeepalivedsPacketToTheGroup() {
        bed.startMaster(
                bed.a,
                DutiesBed.quick(100, b -> b.addresses("fe80::100").advertisementInterval(Duration.ofMillis(500))));
        assertThat(advertisement())
                .startsWith("3333000000120200" + "0000000a86dd" + "6c0")
                .endsWith("001870ff" + "fe80000000000000000000fffe00000a" + "ff020000000000000000000000000012"
                        + "3164640100326dbf" + "fe800000000000000000000000000100");
    }

    @Test
    void shouldSendTheSameTrafficClassAndHopLimitToAUnicastPeer() {
        bed.a.ip("address", "add", "2001:db8::b/64", "dev", "eth0", "nodad");
        bed.listener.ip("address", "add", "2001:db8::c/64", "dev", "eth0", "nodad");
        bed.startMaster(
                bed.a,
                DutiesBed.quick(
                        100,
                        b -> b.addresses("fe80::100")
                                .sourceAddress(IpAddress.parse("2001:db8::b"))
                                .addUnicastPeers(IpAddress.parse("2001:db8::c"))));
        assertThat(advertisement())
                .contains("86dd6c0")
                .contains("001870ff" + "20010db800000000000000000000000b" + "20010db800000000000000000000000c");
    }

    /**
     * Every node has to take extension headers (RFC 8200 section 4), and RFC 9568 forbids none: what is behind them is judged like
     * any other. The kernel gives it to us as it gives it to keepalived, which obeys it too.
     */
    @Test
    void shouldJudgeWhatIsBehindExtensionHeadersLikeAnyOther() {
        for (int header : new int[] {HOP_BY_HOP, DESTINATION_OPTIONS}) {
            VrrpRouter router = bed.startMaster(bed.a, DutiesBed.quick(100, b -> b.addresses("fe80::100")));
            send(header, 64, 200);
            DutiesBed.await(
                    "refused for its hop limit",
                    () -> status(router).rejected().equals(Map.of(RejectionCause.TIME_TO_LIVE, 1L)));
            assertThat(status(router).state()).isEqualTo(VrrpState.MASTER);
            send(header, 255, 200);
            VrrpEvent.RouterTransition yielded = bed.awaitEvent(
                    VrrpEvent.RouterTransition.class, event -> event.reason() == TransitionReason.HIGHER_PRIORITY);
            assertThat(yielded.peer()).contains(new VrrpPeer(PEER, Priority.of(200)));
            router.close();
            bed.heard.clear();
        }
    }

    private void send(int extension, int hopLimit, int priority) {
        Advertisement advertisement = new Advertisement(
                VrrpVersion.V3,
                VirtualRouterId.of(100),
                Priority.of(priority),
                Duration.ofMillis(100),
                List.of(IpAddress.parse("fe80::100")),
                AuthenticationField.NONE);
        ByteBuffer frame = ByteBuffer.allocateDirect(256);
        frame.put(HexFormat.of().parseHex("333300000012" + "02000000000b" + "86dd"));
        new Ipv6Header(
                        TRAFFIC_CLASS,
                        8 + AdvertisementCodec.length(advertisement),
                        extension,
                        hopLimit,
                        PEER,
                        Advertisement.GROUP_IPV6)
                .encode(frame);
        frame.put((byte) Advertisement.PROTOCOL).put((byte) 0); // eight bytes: next header, no more length
        frame.put((byte) 1).put((byte) 4).putInt(0); // PadN
        AdvertisementCodec.encode(
                advertisement, PEER, Advertisement.GROUP_IPV6, ChecksumForm.WITH_PSEUDO_HEADER, frame);
        frame.flip();
        try (NetworkNamespace namespace = NetworkNamespace.at(bed.b.namespacePath());
                PacketSocket socket = namespace.open(() -> LinuxSockets.packet(InterfaceName.of("eth0"), 0))) {
            socket.send(frame);
        }
    }

    private String advertisement() {
        CapturedFrame frame = bed.capture.await(
                one -> one.etherType() == 0x86dd && one.bytes().get(20) == Advertisement.PROTOCOL, DutiesBed.PATIENCE);
        return frame.hex();
    }

    private static VrrpStatus.RouterStatus status(VrrpRouter router) {
        return router.status().router("VI").orElseThrow();
    }
}
