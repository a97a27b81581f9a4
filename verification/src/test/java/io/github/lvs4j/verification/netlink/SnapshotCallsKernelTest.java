package io.github.lvs4j.verification.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.ipvs.IpvsPlan;
import io.github.lvs4j.ipvs.IpvsTable;
import io.github.lvs4j.ipvs.RealServer;
import io.github.lvs4j.ipvs.ServicePool;
import io.github.lvs4j.ipvs.VirtualService;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.netlink.ipvs.NetlinkIpvs;
import io.github.lvs4j.testkit.junit.RequiresRoot;
import io.github.lvs4j.testkit.junit.RequiresTool;
import io.github.lvs4j.verification.kernel.KernelTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Where a consistent table comes from, by the system calls of a thread that reads one: one pass of dumps and the file
 * /proc/net/ip_vs, and a second pass of dumps where that file is not there or leaves services out.
 */
@KernelTest
@RequiresRoot
@RequiresTool({"ip", "strace"})
class SnapshotCallsKernelTest {

    private static final int SERVICES = 60;
    private static final int MANY = 400;
    private static final int ONE_PASS = 1 + SERVICES;

    private static IpvsTable table(int services) {
        List<ServicePool> pools = new ArrayList<>();
        for (int i = 0; i < services; i++) {
            VirtualServiceKey key = VirtualServiceKey.tcp("198.18." + i / 250 + "." + i % 250, 80);
            VirtualService service = VirtualService.builder().key(key).build();
            pools.add(ServicePool.of(
                    service, RealServer.masquerade("10.0.0.1", 8000, 1), RealServer.masquerade("10.0.0.2", 8000, 1)));
        }
        return IpvsTable.of(pools);
    }

    private static void fill(IpvsNamespace namespace, int services) {
        try (NetlinkIpvs ipvs = namespace.open()) {
            ipvs.apply(IpvsPlan.between(IpvsTable.empty(), table(services))).orThrow();
        }
    }

    private static List<String> callsOfOneReading(NetlinkIpvs ipvs, int services) throws Exception {
        assertThat(ipvs.table()).isEqualTo(table(services));
        return Traced.during("sendto,recvfrom,read,lseek", ipvs::table);
    }

    private static long count(List<String> calls, String name) {
        return calls.stream().filter(call -> call.startsWith(name + "(")).count();
    }

    private static long ofTheFile(List<String> calls, String name) {
        return count(calls.stream().filter(call -> call.contains("/ip_vs>")).toList(), name);
    }

    @Test
    void shouldReadThePassThatConfirmsFromProc() throws Exception {
        try (IpvsNamespace namespace = new IpvsNamespace();
                NetlinkIpvs ipvs = namespace.open()) {
            fill(namespace, SERVICES);
            List<String> calls = callsOfOneReading(ipvs, SERVICES);
            assertThat(count(calls, "sendto")).as("one pass of dumps").isEqualTo(ONE_PASS);
            assertThat(count(calls, "recvfrom")).isEqualTo(2 * ONE_PASS);
            assertThat(ofTheFile(calls, "lseek")).isEqualTo(1);
            assertThat(ofTheFile(calls, "read")).isGreaterThan(1);
        }
    }

    @Test
    void shouldDumpTwiceWithoutTheFile() throws Exception {
        try (IpvsNamespace namespace = new IpvsNamespace();
                NetlinkIpvs ipvs = NetlinkIpvs.over(namespace.socket())) {
            fill(namespace, SERVICES);
            List<String> calls = callsOfOneReading(ipvs, SERVICES);
            assertThat(count(calls, "sendto")).isEqualTo(2 * ONE_PASS);
            assertThat(ofTheFile(calls, "read")).isZero();
        }
    }

    /** Kernels that count other namespaces' services at a page's end leave out some of ours. */
    @Test
    void shouldDumpTwiceWhereTheFileLeavesServicesOut() throws Exception {
        try (IpvsNamespace namespace = new IpvsNamespace();
                IpvsNamespace neighbor = new IpvsNamespace();
                NetlinkIpvs ipvs = namespace.open()) {
            fill(neighbor, MANY);
            fill(namespace, MANY);
            List<String> calls = callsOfOneReading(ipvs, MANY);
            long listed = TwoHosts.run(List.of("ip", "netns", "exec", namespace.name(), "cat", "/proc/net/ip_vs"))
                    .lines()
                    .filter(line -> line.startsWith("TCP "))
                    .count();
            System.out.println("/proc/net/ip_vs lists " + listed + " of " + MANY + " services; "
                    + count(calls, "sendto") + " sends");
            assertThat(ofTheFile(calls, "read")).as("the file was tried").isPositive();
            assertThat(listed == MANY).isEqualTo(count(calls, "sendto") == 1 + MANY);
            assertThat(count(calls, "sendto")).isIn(1L + MANY, 2 * (1L + MANY));
        }
    }
}
