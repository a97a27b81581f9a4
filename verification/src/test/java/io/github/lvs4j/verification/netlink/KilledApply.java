package io.github.lvs4j.verification.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.ipvs.IpvsPlan;
import io.github.lvs4j.ipvs.IpvsTable;
import io.github.lvs4j.ipvs.RealServer;
import io.github.lvs4j.ipvs.Scheduler;
import io.github.lvs4j.ipvs.ServicePool;
import io.github.lvs4j.ipvs.VirtualService;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.netlink.ipvs.NetlinkIpvs;
import io.github.lvs4j.netlink.namespace.NetworkNamespace;
import io.github.lvs4j.testkit.hosts.HostProcess;
import io.github.lvs4j.testkit.hosts.TestHost;
import io.github.lvs4j.testkit.hosts.TestLan;
import io.github.lvs4j.testkit.hosts.TestNetwork;
import io.github.lvs4j.verification.faults.Program;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * <pre>
 *   client 192.0.2.10 ---[ wan ]--- 192.0.2.1 director 10.0.0.254 ---[ lan ]--- 10.0.0.1 server
 * </pre>
 *
 * A program on the director applies big plans until it is killed at a random instant, again and again. Each time the next
 * apply of the same state completes it, and one connection through a service of somebody else's goes on from the first kill to
 * the last.
 */
final class KilledApply implements AutoCloseable {

    private static final VirtualServiceKey NEIGHBOR = VirtualServiceKey.tcp("192.0.2.1", 7000);
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int MOST_MILLIS = 150;

    private final TestLan lan = TestLan.create();
    private final TestHost client;
    private final TestHost director;
    private final TestHost server;
    private final NetlinkIpvs ipvs;
    private final Random random;
    private int inTheMiddle;

    KilledApply(long seed) {
        random = new Random(seed);
        TestNetwork wan = lan.network("wan");
        TestNetwork inside = lan.network("lan");
        client = lan.host("client").connect("eth0", wan, "192.0.2.10/24");
        director = lan.host("director").connect("eth0", wan, "192.0.2.1/24").connect("eth1", inside, "10.0.0.254/24");
        server = lan.host("server").connect("eth0", inside, "10.0.0.1/24");
        server.ip("route", "add", "default", "via", "10.0.0.254");
        director.sysctl("net.ipv4.ip_forward", "1");
        try (NetworkNamespace namespace = NetworkNamespace.at(director.namespacePath())) {
            ipvs = namespace.open(NetlinkIpvs::open);
        }
    }

    String run(int kills) throws Exception {
        ipvs.create(
                VirtualService.builder().key(NEIGHBOR).scheduler(Scheduler.RR).build());
        ipvs.create(NEIGHBOR, RealServer.masquerade("10.0.0.1", 7000, 1));
        ServicePool untouched = ipvs.table().find(NEIGHBOR).orElseThrow();
        try (Transfer transfer = new Transfer(client, "192.0.2.1", server, "10.0.0.1", 7000)) {
            for (int kill = 1; kill <= kills; kill++) {
                transfer.awaitMore();
                complete(killOne());
                assertThat(ipvs.table().find(NEIGHBOR)).contains(untouched);
                transfer.awaitMore();
            }
            transfer.end();
            return kills + " kills, " + inTheMiddle + " of them between the first and the last change of a plan; "
                    + transfer.kibibytes() + " KiB there and back over one connection";
        }
    }

    /** The state that was being applied. */
    private BigState killOne() {
        try (HostProcess applier = director.start(Program.command(RestlessApplier.class), Map.of())) {
            applier.awaitLine(line -> line.equals(BigState.ONE.name()), SOON);
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(MOST_MILLIS * 1000)));
            applier.kill();
            applier.awaitExit(SOON);
            List<String> lines = applier.lines();
            return BigState.valueOf(lines.get(lines.size() - 1));
        }
    }

    private void complete(BigState state) {
        IpvsTable found = ipvs.table();
        boolean isNeither = !plan(found, BigState.ONE).isEmpty()
                && !plan(found, BigState.OTHER).isEmpty();
        inTheMiddle += isNeither ? 1 : 0;
        ipvs.apply(plan(found, state)).orThrow();
        assertThat(plan(ipvs.table(), state).isEmpty()).isTrue();
    }

    private static IpvsPlan plan(IpvsTable from, BigState to) {
        return IpvsPlan.between(from, to.table(), BigState.scope());
    }

    @Override
    public void close() {
        ipvs.close();
        lan.close();
    }
}
