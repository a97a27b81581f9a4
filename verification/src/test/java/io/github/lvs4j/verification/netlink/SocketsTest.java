package io.github.lvs4j.verification.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.github.lvs4j.error.AlreadyExistsException;
import io.github.lvs4j.error.NotFoundException;
import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.netlink.namespace.NetworkNamespace;
import io.github.lvs4j.netlink.route.NetlinkNetworkStack;
import io.github.lvs4j.netlink.socket.LinuxSockets;
import io.github.lvs4j.netlink.socket.NameClaim;
import io.github.lvs4j.netlink.socket.PacketSocket;
import io.github.lvs4j.netlink.socket.Poller;
import io.github.lvs4j.netlink.socket.RawIpSocket;
import io.github.lvs4j.netlink.socket.ReceivedFrame;
import io.github.lvs4j.netlink.socket.ReceivedPacket;
import io.github.lvs4j.testkit.junit.RequiresRoot;
import io.github.lvs4j.testkit.junit.RequiresTool;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Raw and packet sockets on the machine's own kernel, between two namespaces, looked at by tcpdump. */
@Tag("netns")
@RequiresRoot
@RequiresTool({"ip", "tcpdump"})
class SocketsTest {

    private static final InterfaceName ETH0 = InterfaceName.of("eth0");
    private static final long MILLIS = 1_000_000;
    private static final InetAddress GROUP = IpAddress.parse("224.0.0.18");
    private static final InetAddress GROUP6 = IpAddress.parse("ff02::12");

    private TwoHosts hosts;

    @BeforeEach
    void plug() {
        hosts = new TwoHosts();
    }

    @AfterEach
    void unplug() {
        hosts.close();
    }

    private static RawIpSocket.Options.Builder ipv4() {
        return RawIpSocket.Options.builder()
                .family(AddressFamily.INET)
                .protocol(112)
                .device(ETH0);
    }

    private static boolean receive(Poller poller, RawIpSocket socket, ReceivedPacket into) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (System.nanoTime() - deadline < 0) {
            if (socket.receive(into)) {
                return true;
            }
            poller.await(Duration.ofMillis(200));
        }
        return false;
    }

    /** An IPv4 packet of protocol 112 from 192.0.2.1 to 224.0.0.18 with TTL 255; the kernel fills in the checksum. */
    private static ByteBuffer packet(String payload) {
        byte[] text = payload.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer packet = ByteBuffer.allocate(20 + text.length);
        packet.put(HexFormat.of().parseHex("45c00000000000" + "00ff700000c0000201e0000012"));
        return packet.put(text).flip();
    }

    @Test
    void shouldDeliverWhatAnotherHostSentToTheGroup() {
        try (RawIpSocket sender = TwoHosts.in(
                        hosts.left(),
                        () -> LinuxSockets.rawIp(ipv4().headerIncluded(true)
                                .sendOnly(true)
                                .priority(6)
                                .build()));
                RawIpSocket receiver = TwoHosts.in(
                        hosts.right(),
                        () -> LinuxSockets.rawIp(ipv4().addGroups(GROUP).build()));
                Poller poller = LinuxSockets.poller()) {
            poller.register(receiver);
            ReceivedPacket packet = new ReceivedPacket();
            assertThat(receiver.receive(packet)).isFalse();

            long before = System.currentTimeMillis() - 1;
            sender.send(packet("hello"), GROUP);

            assertThat(receive(poller, receiver, packet)).isTrue();
            assertThat(packet.source()).isEqualTo(IpAddress.parse("192.0.2.1"));
            assertThat(packet.destination()).isEqualTo(GROUP);
            assertThat(packet.hopLimit()).isEqualTo(255);
            assertThat(StandardCharsets.US_ASCII.decode(packet.payload()).toString())
                    .isEqualTo("hello");
            assertThat(packet.bytes().limit()).isEqualTo(25);
            assertThat(packet.isTruncated()).isFalse();
            assertThat(packet.stampNanos() / 1_000_000).isBetween(before, System.currentTimeMillis() + 1);
            assertThat(receiver.receive(packet)).isFalse();
        }
    }

    @Test
    void shouldTellHowLongAPacketHadWaited() {
        try (RawIpSocket sender = TwoHosts.in(
                        hosts.left(),
                        () -> LinuxSockets.rawIp(
                                ipv4().headerIncluded(true).sendOnly(true).build()));
                RawIpSocket receiver = TwoHosts.in(
                        hosts.right(),
                        () -> LinuxSockets.rawIp(ipv4().addGroups(GROUP).build()));
                Poller poller = LinuxSockets.poller()) {
            poller.register(receiver);
            // The kernel begins to stamp a moment after the first socket of the whole system has asked for it.
            TwoHosts.until(
                    "packets are stamped on arrival", () -> ageAfter(20, sender, receiver, poller) >= MILLIS * 20);
            assertThat(ageAfter(150, sender, receiver, poller))
                    .isBetween(MILLIS * 150, MILLIS * 150 + TimeUnit.SECONDS.toNanos(5));
        }
    }

    /** The age of a packet that is read some milliseconds after it came. */
    private static long ageAfter(int millis, RawIpSocket sender, RawIpSocket receiver, Poller poller) {
        sender.send(packet("x"), GROUP);
        assertThat(poller.await(Duration.ofSeconds(10))).isTrue();
        assertThat(poller.isReadable(receiver)).isTrue();
        long arrived = System.nanoTime();
        while (System.nanoTime() - arrived < MILLIS * millis) {
            LockSupport.parkNanos(MILLIS * millis);
        }
        ReceivedPacket packet = new ReceivedPacket();
        assertThat(receiver.receive(packet)).isTrue();
        return packet.ageNanos();
    }

    @Test
    void shouldNotHearItsOwnMulticastNorForeignGroups() {
        try (RawIpSocket both = TwoHosts.in(
                        hosts.left(),
                        () -> LinuxSockets.rawIp(
                                ipv4().headerIncluded(true).addGroups(GROUP).build()));
                RawIpSocket other = TwoHosts.in(
                        hosts.right(),
                        () -> LinuxSockets.rawIp(
                                ipv4().addGroups(IpAddress.parse("224.0.0.200")).build()));
                RawIpSocket right = TwoHosts.in(
                        hosts.right(),
                        () -> LinuxSockets.rawIp(ipv4().addGroups(GROUP).build()));
                Poller poller = LinuxSockets.poller()) {
            poller.register(right);
            both.send(packet("x"), GROUP);
            ReceivedPacket packet = new ReceivedPacket();
            assertThat(receive(poller, right, packet)).isTrue();
            assertThat(both.receive(packet)).isFalse();
            assertThat(other.receive(packet)).isFalse();
        }
    }

    @Test
    void shouldNotPileUpPacketsInASocketThatOnlySends() {
        try (RawIpSocket silent = TwoHosts.in(
                        hosts.right(),
                        () -> LinuxSockets.rawIp(ipv4().sendOnly(true).build()));
                RawIpSocket hearing = TwoHosts.in(hosts.right(), () -> LinuxSockets.rawIp(ipv4().build()));
                RawIpSocket sender = TwoHosts.in(hosts.left(), () -> LinuxSockets.rawIp(ipv4().build()));
                Poller poller = LinuxSockets.poller()) {
            poller.register(hearing);
            sender.send(ByteBuffer.wrap(new byte[] {1, 2, 3}), IpAddress.parse("192.0.2.2"));
            ReceivedPacket packet = new ReceivedPacket();
            assertThat(receive(poller, hearing, packet)).isTrue();
            assertThat(packet.payload().remaining()).isEqualTo(3);
            assertThat(silent.receive(packet)).isFalse();
        }
    }

    @Test
    void shouldSpeakIpv6WithChecksumHopLimitAndSource() {
        RawIpSocket.Options.Builder options = RawIpSocket.Options.builder()
                .family(AddressFamily.INET6)
                .protocol(112)
                .device(ETH0)
                .checksumOffset(6);
        try (RawIpSocket sender = TwoHosts.in(
                        hosts.left(),
                        () -> LinuxSockets.rawIp(options.hopLimit(255)
                                .localAddress(IpAddress.parse("2001:db8::1"))
                                .build()));
                RawIpSocket receiver = TwoHosts.in(
                        hosts.right(),
                        () -> LinuxSockets.rawIp(RawIpSocket.Options.builder()
                                .family(AddressFamily.INET6)
                                .protocol(112)
                                .device(ETH0)
                                .checksumOffset(6)
                                .addGroups(GROUP6)
                                .build()));
                Poller poller = LinuxSockets.poller()) {
            poller.register(receiver);
            ByteBuffer advertisement =
                    ByteBuffer.wrap(HexFormat.of().parseHex("3101640100640000" + "fe800000000000000000000000000001"));
            ReceivedPacket packet = new ReceivedPacket();
            // A fresh interface drops IPv6 until the kernel has called it ready.
            TwoHosts.until("an IPv6 packet arrives", () -> {
                sender.send(advertisement, GROUP6);
                poller.await(Duration.ofMillis(50));
                return receiver.receive(packet);
            });
            assertThat(packet.source()).isEqualTo(IpAddress.parse("2001:db8::1"));
            assertThat(packet.destination()).isEqualTo(GROUP6);
            assertThat(packet.hopLimit()).isEqualTo(255);
            assertThat(packet.payload().remaining()).isEqualTo(24);
            assertThat(packet.payload().getShort(6)).isNotZero();
            assertThat(packet.stampNanos()).isPositive();
        }
    }

    @Test
    void shouldSendFramesThatTcpdumpUnderstands() throws Exception {
        Process tcpdump = new ProcessBuilder(
                        "ip", "netns", "exec", hosts.right(), "tcpdump", "-lnn", "-c", "1", "-i", "eth0", "-e", "arp")
                .redirectErrorStream(true)
                .start();
        try (PacketSocket sender = TwoHosts.in(hosts.left(), () -> LinuxSockets.packet(ETH0, 0));
                PacketSocket receiver = TwoHosts.in(hosts.right(), () -> LinuxSockets.packet(ETH0, 0x0806));
                var lines = tcpdump.inputReader(StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            while (line != null && !line.contains("listening on")) {
                line = lines.readLine();
            }
            byte[] frame = HexFormat.of()
                    .parseHex("ffffffffffff02000000000a08060001080006040001" + "02000000000ac0000263"
                            + "000000000000c0000263" + "000000000000000000000000000000000000");
            sender.send(ByteBuffer.wrap(frame));
            String seen = lines.readLine();
            assertThat(seen).contains("02:00:00:00:00:0a > ff:ff:ff:ff:ff:ff").contains("Request who-has 192.0.2.99");
            ReceivedFrame received = new ReceivedFrame();
            TwoHosts.until("the frame arrives", () -> receiver.receive(received));
            assertThat(received.bytes()).isEqualTo(ByteBuffer.wrap(frame));
            assertThat(received.stampNanos()).isPositive();
        } finally {
            tcpdump.destroy();
        }
    }

    @Test
    void shouldAllocateNothingForAPacketInSteadyState() {
        try (RawIpSocket sender = TwoHosts.in(
                        hosts.left(),
                        () -> LinuxSockets.rawIp(
                                ipv4().headerIncluded(true).sendOnly(true).build()));
                RawIpSocket receiver = TwoHosts.in(
                        hosts.right(),
                        () -> LinuxSockets.rawIp(ipv4().addGroups(GROUP).build()));
                Poller poller = LinuxSockets.poller()) {
            poller.register(receiver);
            ReceivedPacket packet = new ReceivedPacket();
            ByteBuffer advertisement = packet("x");
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long least = Long.MAX_VALUE;
            for (int i = 0; i < 50; i++) {
                sender.send(advertisement, GROUP);
                assertThat(poller.await(Duration.ofSeconds(10))).isTrue();
                long before = threads.getCurrentThreadAllocatedBytes();
                boolean received = receiver.receive(packet);
                least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
                assertThat(received).isTrue();
            }
            assertThat(least).isZero();
        }
    }

    /** A leak shows in every round; a process of the test that ends just then shows in one. */
    @Test
    void shouldLeaveNoDescriptorOpen() throws IOException {
        long left = Long.MAX_VALUE;
        for (int round = 0; round < 5 && left != 0; round++) {
            long before = openDescriptors();
            openAndCloseEverything();
            left = openDescriptors() - before;
        }
        assertThat(left).isZero();
    }

    private void openAndCloseEverything() {
        for (int i = 0; i < 20; i++) {
            TwoHosts.in(
                            hosts.left(),
                            () -> LinuxSockets.rawIp(ipv4().addGroups(GROUP).build()))
                    .close();
            TwoHosts.in(hosts.left(), () -> LinuxSockets.packet(ETH0, 0x0806)).close();
            TwoHosts.in(hosts.left(), () -> LinuxSockets.claim("x")).close();
            TwoHosts.in(hosts.left(), NetlinkNetworkStack::open).close();
            LinuxSockets.poller().close();
            assertThatThrownBy(() -> LinuxSockets.packet(InterfaceName.of("nosuch0"), 1))
                    .isInstanceOf(NotFoundException.class);
        }
    }

    private static long openDescriptors() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.count();
        }
    }

    @Test
    void shouldWakeAWaitingPollerFromAnotherThread() throws Exception {
        try (Poller poller = LinuxSockets.poller()) {
            Thread other = new Thread(poller::wakeup);
            other.start();
            long start = System.nanoTime();
            assertThat(poller.await(Duration.ofSeconds(10))).isFalse();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(9));
            other.join();
            start = System.nanoTime();
            assertThat(poller.await(Duration.ofNanos(3_500_000))).isFalse();
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(3_500_000);
            poller.close();
            poller.wakeup();
        }
    }

    @Test
    void shouldLetOneHolderClaimANameInANamespace() {
        try (NetworkNamespace left = NetworkNamespace.named(hosts.left());
                NetworkNamespace right = NetworkNamespace.named(hosts.right())) {
            try (NameClaim first = left.open(() -> LinuxSockets.claim("vrrp-51"))) {
                assertThat(first.name()).isEqualTo("vrrp-51");
                assertThatThrownBy(() -> left.open(() -> LinuxSockets.claim("vrrp-51")))
                        .isInstanceOf(AlreadyExistsException.class)
                        .hasMessageContaining("vrrp-51");
                right.open(() -> LinuxSockets.claim("vrrp-51")).close();
                assertThat(TwoHosts.run(List.of("ip", "netns", "exec", hosts.left(), "ss", "-xa")))
                        .contains("@lvs4j/vrrp-51");
            }
            left.open(() -> LinuxSockets.claim("vrrp-51")).close();
        }
    }

    @Test
    void shouldReleaseAClaimWhenItsProcessIsKilled() throws Exception {
        Process holder = new ProcessBuilder(
                        "ip",
                        "netns",
                        "exec",
                        hosts.left(),
                        System.getProperty("java.home") + "/bin/java",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ClaimHolder.class.getName(),
                        "vrrp-52")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (NetworkNamespace left = NetworkNamespace.named(hosts.left());
                var lines = holder.inputReader(StandardCharsets.UTF_8)) {
            assertThat(lines.readLine()).isEqualTo("claimed");
            assertThatThrownBy(() -> left.open(() -> LinuxSockets.claim("vrrp-52")))
                    .isInstanceOf(AlreadyExistsException.class);
            holder.destroyForcibly().waitFor();
            left.open(() -> LinuxSockets.claim("vrrp-52")).close();
        } finally {
            holder.destroyForcibly();
        }
    }

    @Test
    void shouldNameTheInterfaceThatIsMissing() {
        assertThatThrownBy(() -> LinuxSockets.packet(InterfaceName.of("nosuch0"), 0x0806))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("nosuch0");
        assertThatThrownBy(() -> LinuxSockets.rawIp(
                        ipv4().device(InterfaceName.of("nosuch0")).build()))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("nosuch0");
    }

    @Test
    void shouldBringTheThreadBackWhateverTheTaskDoes() throws Exception {
        String home = links();
        try (NetworkNamespace left = NetworkNamespace.named(hosts.left())) {
            assertThat(left.run(SocketsTest::links)).contains("eth0").isNotEqualTo(home);
            assertThatThrownBy(() -> left.run(() -> {
                        throw new IllegalArgumentException("from the task");
                    }))
                    .hasMessage("from the task");
            assertThat(links()).isEqualTo(home);
        }
        assertThatThrownBy(() -> NetworkNamespace.named("l4j-nosuch")).isInstanceOf(NotFoundException.class);
    }

    private static String links() throws IOException {
        return Files.readString(Path.of("/proc/thread-self/net/dev"));
    }
}
