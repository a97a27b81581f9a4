package io.github.lvs4j.verification.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lvs4j.error.InterruptedReadException;
import io.github.lvs4j.ipvs.IpvsPlan;
import io.github.lvs4j.ipvs.IpvsTable;
import io.github.lvs4j.ipvs.RealServer;
import io.github.lvs4j.ipvs.ServicePool;
import io.github.lvs4j.ipvs.VirtualService;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.ipvs.status.RealServerStatus;
import io.github.lvs4j.netlink.ipvs.NetlinkIpvs;
import io.github.lvs4j.testkit.junit.RequiresRoot;
import io.github.lvs4j.testkit.junit.RequiresTool;
import io.github.lvs4j.verification.kernel.KernelTest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Another process deletes while a table is read. The kernel goes on with the dump by position, so as many living servers as
 * were deleted before it are left out, without a word.
 */
@KernelTest
@RequiresRoot
@RequiresTool("ip")
class ChangedWhileReadKernelTest {

    private static final VirtualServiceKey WEB = VirtualServiceKey.tcp("198.18.0.1", 80);

    /** Some four datagrams of a dump. */
    private static final int SERVERS = 300;

    private IpvsNamespace namespace;
    private NetlinkIpvs other;
    private WatchedSocket socket;
    private NetlinkIpvs ipvs;
    private final Deque<RealServer> living = new ArrayDeque<>();

    @BeforeEach
    void open() {
        namespace = new IpvsNamespace();
        other = namespace.open();
        socket = new WatchedSocket(namespace.socket());
        ipvs = NetlinkIpvs.over(socket);
        for (int i = 0; i < SERVERS; i++) {
            living.add(RealServer.masquerade("10.0." + i / 200 + "." + (1 + i % 200), 8080, 1));
        }
        other.apply(IpvsPlan.between(IpvsTable.empty(), table())).orThrow();
    }

    @AfterEach
    void close() {
        ipvs.close();
        other.close();
        namespace.close();
    }

    private IpvsTable table() {
        VirtualService web = VirtualService.builder().key(WEB).build();
        return IpvsTable.of(List.of(new ServicePool(web, List.copyOf(living))));
    }

    /** The kernel lists the youngest first, so those are what a dump has given by its second datagram. */
    private void removeYoungest() {
        for (int i = 0; i < 20; i++) {
            other.remove(WEB, living.removeLast().key());
        }
    }

    @Test
    void shouldBeAbleToLoseLivingServersInASinglePass() {
        int[] datagram = {0};
        socket.beforeReceiving(() -> {
            if (++datagram[0] == 3) {
                removeYoungest();
            }
        });
        List<RealServerStatus> rows = new ArrayList<>();
        ipvs.readRealServers(WEB, rows::add);

        List<RealServer> seen = rows.stream().map(RealServerStatus::definition).toList();
        assertThat(living)
                .as("the kernel's own defect, or this test is idle")
                .anyMatch(server -> !seen.contains(server));
    }

    @Test
    void shouldNoticeThatServersWentWhileItRead() {
        int[] datagram = {0};
        socket.beforeReceiving(() -> {
            // The list of services takes two datagrams; this is in the midst of their servers.
            if (++datagram[0] == 4) {
                removeYoungest();
            }
        });
        assertThat(ipvs.table()).isEqualTo(table());
        assertThat(living).hasSize(SERVERS - 20);
    }

    @Test
    void shouldNoticeThatServersWentBetweenItsPasses() {
        int[] datagram = {0};
        socket.beforeReceiving(() -> {
            if (++datagram[0] == 9) {
                removeYoungest();
            }
        });
        assertThat(ipvs.table()).isEqualTo(table());
        assertThat(living).hasSize(SERVERS - 20);
    }

    @Test
    void shouldSayThatATableWillNotRest() {
        socket.beforeReceiving(() -> {
            if (!living.isEmpty()) {
                other.remove(WEB, living.removeLast().key());
            }
        });
        assertThatThrownBy(ipvs::table)
                .isInstanceOf(InterruptedReadException.class)
                .hasMessageContaining("read again later");

        socket.beforeReceiving(() -> {});
        assertThat(ipvs.table()).isEqualTo(table());
    }
}
