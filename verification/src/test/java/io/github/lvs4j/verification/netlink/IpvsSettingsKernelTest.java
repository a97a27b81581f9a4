package io.github.lvs4j.verification.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lvs4j.error.KernelException;
import io.github.lvs4j.error.NotFoundException;
import io.github.lvs4j.ipvs.ForwardingMethod;
import io.github.lvs4j.ipvs.RealServer;
import io.github.lvs4j.ipvs.RealServerKey;
import io.github.lvs4j.ipvs.Scheduler;
import io.github.lvs4j.ipvs.SyncDaemon;
import io.github.lvs4j.ipvs.Timeouts;
import io.github.lvs4j.ipvs.VirtualService;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.ipvs.status.Counters;
import io.github.lvs4j.ipvs.status.RealServerStatistics;
import io.github.lvs4j.ipvs.status.ServiceStatistics;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.netlink.ipvs.NetlinkIpvs;
import io.github.lvs4j.testkit.junit.RequiresTool;
import io.github.lvs4j.verification.kernel.KernelTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Timeouts, sync daemons and statistics, looked at by ipvsadm. */
@KernelTest
@RequiresTool({"ip", "ipvsadm"})
class IpvsSettingsKernelTest {

    private IpvsNamespace namespace;
    private NetlinkIpvs ipvs;

    @BeforeEach
    void open() {
        namespace = new IpvsNamespace();
        ipvs = namespace.open();
    }

    @AfterEach
    void close() {
        ipvs.close();
        namespace.close();
    }

    private static Timeouts timeouts(int tcp, int tcpFin, int udp) {
        return Timeouts.of(Duration.ofSeconds(tcp), Duration.ofSeconds(tcpFin), Duration.ofSeconds(udp));
    }

    @Test
    void shouldSetTheTimeoutsThatIpvsadmReads() {
        ipvs.setTimeouts(timeouts(77, 88, 99));
        assertThat(namespace.ipvsadm("-L", "--timeout")).contains("77 88 99");
        namespace.ipvsadm("--set", "1", "0", "2147483");
        assertThat(ipvs.timeouts()).isEqualTo(timeouts(1, 88, 2_147_483));
    }

    @Test
    void shouldStartTheDaemonsThatIpvsadmReads() {
        ipvs.startSyncDaemon(SyncDaemon.builder()
                .from(SyncDaemon.master(7, "lo"))
                .multicastGroup(IpAddress.parse("239.1.2.3"))
                .multicastPort(9999)
                .multicastTtl(3)
                .syncMaxLength(1000)
                .build());
        ipvs.startSyncDaemon(SyncDaemon.backup(8, "lo"));
        assertThat(namespace.ipvsadm("-L", "--daemon").lines())
                .containsExactly(
                        "master sync daemon (mcast=lo, syncid=7, maxlen=1000, group=239.1.2.3, port=9999, ttl=3)",
                        "backup sync daemon (mcast=lo, syncid=8, maxlen=65507, group=224.0.0.81, port=8848, ttl=1)");
        ipvs.stopSyncDaemon(SyncDaemon.Role.MASTER);
        assertThat(namespace.ipvsadm("-L", "--daemon").lines()).hasSize(1);
    }

    @Test
    void shouldReadTheDaemonsThatIpvsadmStarts() {
        namespace.ipvsadm(
                "--start-daemon",
                "backup",
                "--mcast-interface",
                "lo",
                "--syncid",
                "255",
                "--sync-maxlen",
                "2000",
                "--mcast-group",
                "ff05::5",
                "--mcast-port",
                "1234",
                "--mcast-ttl",
                "9");
        assertThat(ipvs.syncDaemons())
                .containsExactly(SyncDaemon.builder()
                        .from(SyncDaemon.backup(255, "lo"))
                        .multicastGroup(IpAddress.parse("ff05::5"))
                        .multicastPort(1234)
                        .multicastTtl(9)
                        .syncMaxLength(2000)
                        .build());
        namespace.ipvsadm("--stop-daemon", "backup");
        assertThat(ipvs.syncDaemons()).isEmpty();
    }

    @Test
    void shouldSayWhatARefusalOfADaemonMeans() {
        assertThatThrownBy(() -> ipvs.stopSyncDaemon(SyncDaemon.Role.BACKUP))
                .isInstanceOf(NotFoundException.class)
                .hasMessage("stop the backup sync daemon: ESRCH (3): none of this role runs");
        assertThatThrownBy(() -> ipvs.startSyncDaemon(SyncDaemon.master(1, "nosuchif0")))
                .isInstanceOf(NotFoundException.class)
                .hasMessage("start the master sync daemon on nosuchif0: ENODEV (19): there is no such interface");
        TwoHosts.ip("-n", namespace.name(), "link", "set", "lo", "down");
        assertThatThrownBy(() -> ipvs.startSyncDaemon(SyncDaemon.master(1, "lo")))
                .isInstanceOf(KernelException.class)
                .hasMessageContaining("ENETUNREACH (101): the interface is down");
    }

    /** Starts and stops in quick succession: a daemon may be stopped before its thread has run, which is not answered. */
    @Test
    void shouldStopADaemonThatHasHardlyBegun() {
        for (int i = 0; i < 50; i++) {
            ipvs.startSyncDaemon(SyncDaemon.master(i, "lo"));
            ipvs.startSyncDaemon(SyncDaemon.backup(i, "lo"));
            ipvs.stopSyncDaemon(SyncDaemon.Role.BACKUP);
            ipvs.stopSyncDaemon(SyncDaemon.Role.MASTER);
            assertThat(ipvs.syncDaemons()).isEmpty();
        }
    }

    @Test
    void shouldCountWhatIpvsadmCounts() {
        TwoHosts.ip("-n", namespace.name(), "addr", "add", "192.0.2.1/32", "dev", "lo");
        VirtualServiceKey key = VirtualServiceKey.udp("192.0.2.1", 5353);
        RealServer local = RealServer.builder()
                .key(RealServerKey.of("127.0.0.1", 5353))
                .forwarding(ForwardingMethod.LOCAL_NODE)
                .build();
        ipvs.create(VirtualService.builder().key(key).scheduler(Scheduler.RR).build());
        ipvs.create(key, local);
        send(5, 100);
        // The kernel sums up what its processors counted every two seconds.
        TwoHosts.until(
                "the packets are counted",
                () -> ipvs.statistics().get(0).counters().inPackets() == 5);
        List<ServiceStatistics> statistics = ipvs.statistics();
        assertThat(statistics).hasSize(1);
        Counters service = statistics.get(0).counters();
        RealServerStatistics server = statistics.get(0).realServers().get(0);
        assertThat(service).isEqualTo(new Counters(1, 5, 0, 5 * 128, 0));
        assertThat(server.counters()).isEqualTo(service);
        assertThat(server.connections().active() + server.connections().inactive())
                .isEqualTo(1);
        assertThat(namespace.ipvsadm("-Ln", "--stats", "--exact").lines().map(String::strip))
                .anyMatch(line -> line.matches("UDP +192.0.2.1:5353 +1 +5 +0 +640 +0"))
                .anyMatch(line -> line.matches("-> 127.0.0.1:5353 +1 +5 +0 +640 +0"));
        assertThat(ipvs.realServers(key)).allSatisfy(row -> {
            assertThat(row.counters()).isEqualTo(server.counters());
            assertThat(row.connections()).isEqualTo(server.connections());
        });
        ipvs.zero(key);
        assertThat(ipvs.statistics().get(0).counters()).isEqualTo(Counters.ZERO);
        assertThat(namespace.ipvsadm("-Ln", "--stats", "--exact").lines().map(String::strip))
                .anyMatch(line -> line.matches("UDP +192.0.2.1:5353 +0 +0 +0 +0 +0"));
    }

    private void send(int packets, int bytes) {
        try (DatagramSocket receiver = socket("192.0.2.1", 5353);
                DatagramSocket sender = socket("127.0.0.1", 0)) {
            for (int i = 0; i < packets; i++) {
                sender.send(new DatagramPacket(new byte[bytes], bytes, new InetSocketAddress("192.0.2.1", 5353)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private DatagramSocket socket(String address, int port) {
        return TwoHosts.in(namespace.name(), () -> {
            try {
                return new DatagramSocket(new InetSocketAddress(address, port));
            } catch (SocketException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
