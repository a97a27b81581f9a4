package io.github.lvs4j.verification.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lvs4j.error.KernelException;
import io.github.lvs4j.ipvs.ApplyOutcome;
import io.github.lvs4j.ipvs.ConnectionThresholds;
import io.github.lvs4j.ipvs.IpvsChange;
import io.github.lvs4j.ipvs.IpvsPlan;
import io.github.lvs4j.ipvs.IpvsScope;
import io.github.lvs4j.ipvs.IpvsTable;
import io.github.lvs4j.ipvs.Persistence;
import io.github.lvs4j.ipvs.RealServer;
import io.github.lvs4j.ipvs.RealServerKey;
import io.github.lvs4j.ipvs.Scheduler;
import io.github.lvs4j.ipvs.SchedulerFlag;
import io.github.lvs4j.ipvs.Tunnel;
import io.github.lvs4j.ipvs.VirtualService;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.ipvs.status.RealServerStatus;
import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.netlink.ipvs.IpvsAvailability;
import io.github.lvs4j.netlink.ipvs.NetlinkIpvs;
import io.github.lvs4j.testkit.junit.RequiresRoot;
import io.github.lvs4j.testkit.junit.RequiresTool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@link NetlinkIpvs} on the kernel, looked at by ipvsadm. */
@Tag("kernel")
@RequiresRoot
@RequiresTool({"ip", "ipvsadm"})
class NetlinkIpvsKernelTest {

    private static final VirtualServiceKey WEB = VirtualServiceKey.tcp("192.0.2.1", 80);

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

    private void reach(IpvsTable desired) {
        ipvs.apply(IpvsPlan.between(ipvs.table(), desired, IpvsScope.everything()))
                .orThrow();
    }

    @Test
    void shouldWriteWhatIpvsadmReads() {
        reach(IpvsTable.builder()
                .add(
                        VirtualService.builder()
                                .key(WEB)
                                .scheduler(Scheduler.WRR)
                                .persistence(
                                        Persistence.of(Duration.ofSeconds(60)).withClientPrefix(24))
                                .build(),
                        RealServer.masquerade("192.168.168.236", 8001, 2),
                        RealServer.directRouting("192.168.168.238", 80, 70_000))
                .add(
                        VirtualService.builder()
                                .key(VirtualServiceKey.udp("2001:db8::1", 53))
                                .scheduler(Scheduler.SH)
                                .addSchedulerFlags(SchedulerFlag.FLAG_1, SchedulerFlag.FLAG_2)
                                .onePacket(true)
                                .build(),
                        RealServer.masquerade("2001:db8::2", 53, 1))
                .add(
                        VirtualService.builder()
                                .key(VirtualServiceKey.firewallMark(7, AddressFamily.INET6))
                                .persistence(Persistence.DEFAULT.withClientPrefix(64))
                                .build(),
                        RealServer.builder()
                                .key(RealServerKey.of("198.51.100.1", 0))
                                .forwarding(new Tunnel(Tunnel.Type.GUE, 6080, Tunnel.Checksum.REMOTE))
                                .thresholds(new ConnectionThresholds(100, 50))
                                .build())
                .build());
        assertThat(namespace.ipvsadm("-Sn").lines())
                .containsExactlyInAnyOrder(
                        "-A -t 192.0.2.1:80 -s wrr -p 60 -M 255.255.255.0",
                        "-a -t 192.0.2.1:80 -r 192.168.168.236:8001 -m -w 2",
                        "-a -t 192.0.2.1:80 -r 192.168.168.238:80 -g -w 70000",
                        "-A -u [2001:db8::1]:53 -s sh -o -b sh-fallback,sh-port",
                        "-a -u [2001:db8::1]:53 -r [2001:db8::2]:53 -m -w 1",
                        "-A -f 7 -6 -s wlc -p 360 -M 64",
                        "-a -f 7 -6 -r 198.51.100.1:0 -i -w 1 --tun-type gue --tun-port 6080 --tun-remcsum");
        // Rules as text have no thresholds; the listing has.
        assertThat(namespace.ipvsadm("-Ln", "--thresholds").lines().map(String::strip))
                .anyMatch(line -> line.matches("-> 198.51.100.1:0 +100 +50 +0 +0"));
    }

    @Test
    void shouldReadWhatIpvsadmWrites() {
        namespace.ipvsadm("-A", "-t", "192.0.2.1:80", "-s", "mh", "-b", "mh-fallback,mh-port", "-p", "5");
        namespace.ipvsadm("-a", "-t", "192.0.2.1:80", "-r", "198.51.100.1:81", "-m", "-w", "9", "-x", "7", "-y", "3");
        namespace.ipvsadm("-a", "-t", "192.0.2.1:80", "-r", "198.51.100.2:80", "-i", "--tun-type", "gre", "--tun-csum");
        assertThat(ipvs.table())
                .isEqualTo(IpvsTable.builder()
                        .add(
                                VirtualService.builder()
                                        .key(WEB)
                                        .scheduler(Scheduler.MH)
                                        .addSchedulerFlags(SchedulerFlag.FLAG_1, SchedulerFlag.FLAG_2)
                                        .persistence(Persistence.of(Duration.ofSeconds(5)))
                                        .build(),
                                RealServer.builder()
                                        .from(RealServer.masquerade("198.51.100.1", 81, 9))
                                        .thresholds(new ConnectionThresholds(7, 3))
                                        .build(),
                                RealServer.builder()
                                        .key(RealServerKey.of("198.51.100.2", 80))
                                        .forwarding(new Tunnel(Tunnel.Type.GRE, 0, Tunnel.Checksum.OUTER))
                                        .build())
                        .build());
    }

    @Test
    void shouldSayWhatARefusalMeans() {
        assertRefused(() -> ipvs.create(VirtualService.builder()
                        .key(WEB)
                        .scheduler(new Scheduler("nosuch"))
                        .build()))
                .hasMessageContaining("ENOENT (2)")
                .hasMessageContaining("modprobe ip_vs_nosuch");
        assertRefused(() -> ipvs.remove(WEB)).hasMessageContaining("ESRCH (3): there is no such virtual service");
        ipvs.create(VirtualService.builder().key(WEB).build());
        assertRefused(() -> ipvs.create(VirtualService.builder().key(WEB).build()))
                .hasMessageContaining("create virtual service TCP 192.0.2.1:80: EEXIST (17)");
        assertRefused(() -> ipvs.remove(WEB, RealServerKey.of("198.51.100.1", 80)))
                .hasMessageContaining("ENOENT (2): there is no such real server");
    }

    @Test
    void shouldHintAtTheLoopbackDeviceThatIsDown() {
        try (IpvsNamespace bare = new IpvsNamespace(false);
                NetlinkIpvs table = bare.open()) {
            table.create(VirtualService.builder().key(WEB).build());
            assertRefused(() -> table.create(WEB, RealServer.masquerade("198.51.100.1", 80, 1)))
                    .hasMessageContaining("EINVAL (22)")
                    .hasMessageContaining("ip link set lo up");
        }
    }

    private static AbstractThrowableAssert<?, ?> assertRefused(ThrowingCallable call) {
        return assertThatThrownBy(call).isInstanceOf(KernelException.class);
    }

    @Test
    void shouldLoadAndReadALargeTable() {
        List<IpvsChange> changes = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            VirtualServiceKey key = VirtualServiceKey.tcp("192.0.2." + (i + 1), 80);
            changes.add(new IpvsChange.CreateService(
                    VirtualService.builder().key(key).scheduler(Scheduler.RR).build()));
            for (int j = 1; j <= 10; j++) {
                changes.add(new IpvsChange.CreateRealServer(key, RealServer.masquerade("198.51.100." + j, 80, j)));
            }
        }
        ApplyOutcome outcome = ipvs.apply(new IpvsPlan(IpvsScope.everything(), changes));
        assertThat(outcome.isComplete()).as(outcome.toString()).isTrue();
        IpvsTable table = ipvs.table();
        assertThat(table.pools())
                .hasSize(200)
                .allSatisfy(pool -> assertThat(pool.realServers()).hasSize(10));
        assertThat(namespace.ipvsadm("-Sn").lines()).hasSize(2200);
        ipvs.flush();
        assertThat(ipvs.table().isEmpty()).isTrue();
    }

    @Test
    void shouldLoseNoUpdateOfManyThreads() throws Exception {
        ipvs.create(VirtualService.builder().key(WEB).scheduler(Scheduler.RR).build());
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Integer>> tasks = new ArrayList<>();
            for (int i = 1; i <= 8; i++) {
                int caller = i;
                tasks.add(() -> work(caller));
            }
            for (Future<Integer> done : callers.invokeAll(tasks)) {
                assertThat(done.get()).isEqualTo(50);
            }
        } finally {
            callers.shutdownNow();
        }
        assertThat(ipvs.realServers(WEB))
                .hasSize(8)
                .extracting(RealServerStatus::definition)
                .allSatisfy(server -> assertThat(server.weight()).isEqualTo(50));
    }

    private int work(int caller) {
        String address = "198.51.100." + caller;
        ipvs.create(WEB, RealServer.masquerade(address, 80, 0));
        for (int weight = 1; weight <= 50; weight++) {
            ipvs.update(WEB, RealServer.masquerade(address, 80, weight));
            ipvs.service(WEB).orElseThrow();
        }
        return ipvs.realServers(WEB).stream()
                .map(RealServerStatus::definition)
                .filter(server -> server.key().equals(RealServerKey.of(address, 80)))
                .mapToInt(RealServer::weight)
                .sum();
    }

    @Test
    void shouldSayThatIpvsIsThere() {
        IpvsAvailability answer = TwoHosts.in(namespace.name(), NetlinkIpvs::probe);
        assertThat(answer.isAvailable()).isTrue();
        assertThat(answer.detail()).startsWith("IPVS 1.");
    }
}
