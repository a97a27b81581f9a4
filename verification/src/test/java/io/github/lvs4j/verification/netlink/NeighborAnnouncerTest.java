package io.github.lvs4j.verification.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.net.MacAddress;
import io.github.lvs4j.netlink.namespace.NetworkNamespace;
import io.github.lvs4j.netlink.socket.LinuxSockets;
import io.github.lvs4j.netlink.socket.PacketSocket;
import io.github.lvs4j.netlink.socket.Poller;
import io.github.lvs4j.netlink.socket.ReceivedFrame;
import io.github.lvs4j.testkit.junit.RequiresRoot;
import io.github.lvs4j.testkit.junit.RequiresTool;
import io.github.lvs4j.vrrp.linux.PacketNeighborAnnouncer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Announcements leave the interface even if it was down, or was another one, since the last. */
@Tag("netns")
@RequiresRoot
@RequiresTool("ip")
class NeighborAnnouncerTest {

    private static final InterfaceName ETH0 = InterfaceName.of("eth0");
    private static final MacAddress OWNER = MacAddress.parse("02:00:00:00:00:0a");
    private static final int ARP = 0x0806;

    private final TwoHosts hosts = new TwoHosts();

    @AfterEach
    void removeNamespaces() {
        hosts.close();
    }

    @Test
    void shouldAnnounceAtOnceAfterTheInterfaceWasDown() throws Exception {
        try (PacketNeighborAnnouncer announcer = new PacketNeighborAnnouncer()) {
            openAndAnnounce(announcer);
            TwoHosts.ip("-n", hosts.left(), "link", "set", "eth0", "down");
            TwoHosts.ip("-n", hosts.left(), "link", "set", "eth0", "up");
            awaitCable();
            assertThat(announcementsHeard(announcer)).isEqualTo(1);
        }
    }

    @Test
    void shouldAnnounceAtOnceAfterTheInterfaceWasMadeAnew() throws Exception {
        try (PacketNeighborAnnouncer announcer = new PacketNeighborAnnouncer()) {
            openAndAnnounce(announcer);
            TwoHosts.ip("-n", hosts.left(), "link", "del", "eth0");
            TwoHosts.ip(
                    "-n",
                    hosts.left(),
                    "link",
                    "add",
                    "eth0",
                    "type",
                    "veth",
                    "peer",
                    "name",
                    "eth0",
                    "netns",
                    hosts.right());
            TwoHosts.ip("-n", hosts.left(), "link", "set", "eth0", "up");
            TwoHosts.ip("-n", hosts.right(), "link", "set", "eth0", "up");
            awaitCable();
            assertThat(announcementsHeard(announcer)).isEqualTo(1);
        }
    }

    private void openAndAnnounce(PacketNeighborAnnouncer announcer) throws Exception {
        inLeft(() -> {
            announcer.open(ETH0);
            announce(announcer);
        });
    }

    private int announcementsHeard(PacketNeighborAnnouncer announcer) throws Exception {
        try (PacketSocket ear = TwoHosts.in(hosts.right(), () -> LinuxSockets.packet(ETH0, ARP));
                Poller poller = LinuxSockets.poller()) {
            poller.register(ear);
            inLeft(() -> announce(announcer));
            int heard = 0;
            ReceivedFrame frame = new ReceivedFrame();
            while (heard == 0 && poller.await(Duration.ofSeconds(10))) {
                while (ear.receive(frame)) {
                    // ARP of the kernel's own is not from this hardware address
                    heard += frame.bytes().get(22) == 0x02 && frame.bytes().get(27) == 0x0a ? 1 : 0;
                }
            }
            return heard;
        }
    }

    private static void announce(PacketNeighborAnnouncer announcer) {
        announcer.announce(ETH0, OWNER, IpAddress.parse("192.0.2.100"));
    }

    private void awaitCable() {
        TwoHosts.until(
                "the cable is noticed",
                () -> TwoHosts.ip("-n", hosts.left(), "-j", "link", "show", "eth0")
                        .contains("\"operstate\":\"UP\""));
    }

    private void inLeft(Runnable task) throws Exception {
        try (NetworkNamespace namespace = NetworkNamespace.named(hosts.left())) {
            namespace.run(() -> {
                task.run();
                return true;
            });
        }
    }
}
