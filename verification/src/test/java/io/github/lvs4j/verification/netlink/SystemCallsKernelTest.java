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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many system calls the work takes, exactly: they are what a client of netlink can save. */
@KernelTest
@RequiresRoot
@RequiresTool("ip")
class SystemCallsKernelTest {

    private static final int SERVICES = 1000;
    private static final int SERVERS = 10;

    private IpvsNamespace namespace;
    private WatchedSocket socket;
    private NetlinkIpvs ipvs;

    @BeforeEach
    void open() {
        namespace = new IpvsNamespace();
        socket = new WatchedSocket(namespace.socket());
        ipvs = NetlinkIpvs.over(socket);
        socket.calls();
    }

    @AfterEach
    void close() {
        ipvs.close();
        namespace.close();
    }

    private static IpvsTable table(int weightOfTheFirst) {
        List<ServicePool> pools = new ArrayList<>();
        for (int i = 0; i < SERVICES; i++) {
            List<RealServer> servers = new ArrayList<>();
            for (int j = 0; j < SERVERS; j++) {
                String address = "10.0." + i % 250 + "." + (j + 1);
                servers.add(RealServer.masquerade(address, 8000 + i, i + j == 0 ? weightOfTheFirst : 1));
            }
            VirtualServiceKey key = VirtualServiceKey.tcp("198.18." + i / 250 + "." + i % 250, 80);
            pools.add(new ServicePool(VirtualService.builder().key(key).build(), servers));
        }
        return IpvsTable.of(pools);
    }

    @Test
    void shouldLoadATableWithTwoCallsForEach128Changes() {
        IpvsTable desired = table(1);
        ipvs.apply(IpvsPlan.between(IpvsTable.empty(), desired)).orThrow();
        assertThat(socket.calls()).isEqualTo(2 * 86).isLessThanOrEqualTo(200);

        IpvsTable observed = ipvs.table();
        assertThat(observed).isEqualTo(desired);
        assertThat(socket.calls())
                .as("two passes, three calls for each service, and the dumps of the services themselves")
                .isLessThanOrEqualTo(2 * (3 * SERVICES + 2 + SERVICES / 50));

        ipvs.apply(IpvsPlan.between(observed, table(2))).orThrow();
        assertThat(socket.calls()).as("one change among 10,000 servers").isEqualTo(2);
        assertThat(ipvs.apply(IpvsPlan.between(ipvs.table(), table(2))).size()).isZero();
    }

    @Test
    void shouldMakeASingleChangeWithTwoCalls() {
        VirtualService web = VirtualService.builder()
                .key(VirtualServiceKey.tcp("198.18.0.1", 80))
                .build();
        RealServer server = RealServer.masquerade("10.0.0.1", 8080, 1);
        ipvs.create(web);
        assertThat(socket.calls()).isEqualTo(2);
        ipvs.create(web.key(), server);
        assertThat(socket.calls()).isEqualTo(2);
        ipvs.update(web.key(), server.withWeight(5));
        assertThat(socket.calls()).isEqualTo(2);
        ipvs.remove(web.key(), server.key());
        assertThat(socket.calls()).isEqualTo(2);
        ipvs.remove(web.key());
        assertThat(socket.calls()).isEqualTo(2);
    }

    @Test
    void shouldApplyAnEmptyPlanWithoutACall() {
        ipvs.apply(IpvsPlan.between(IpvsTable.empty(), IpvsTable.empty())).orThrow();
        assertThat(socket.calls()).isZero();
    }

    @Test
    void shouldReadOneServiceWithThreeCalls() {
        VirtualServiceKey key = VirtualServiceKey.tcp("198.18.0.0", 80);
        ipvs.apply(IpvsPlan.between(IpvsTable.empty(), table(1))).orThrow();
        socket.calls();
        assertThat(ipvs.realServers(key)).hasSize(SERVERS);
        assertThat(socket.calls()).isEqualTo(3);
        assertThat(ipvs.service(key)).isPresent();
        assertThat(socket.calls()).isEqualTo(2);
    }
}
