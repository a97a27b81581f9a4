package io.github.lvs4j.testkit.ipvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lvs4j.error.NotFoundException;
import io.github.lvs4j.ipvs.Ipvs;
import io.github.lvs4j.ipvs.IpvsPlan;
import io.github.lvs4j.ipvs.IpvsScope;
import io.github.lvs4j.ipvs.IpvsTable;
import io.github.lvs4j.ipvs.RealServer;
import io.github.lvs4j.ipvs.ServicePool;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.ipvs.status.ConnectionCounts;
import io.github.lvs4j.ipvs.status.Counters;
import io.github.lvs4j.ipvs.status.Rates;
import io.github.lvs4j.ipvs.status.RealServerStatistics;
import io.github.lvs4j.ipvs.status.RealServerStatus;
import io.github.lvs4j.ipvs.status.ServiceStatistics;
import io.github.lvs4j.ipvs.status.VirtualServiceStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What every {@link Ipvs} must do when rows are handed out one by one, and when only statistics are read. */
public abstract class IpvsReadingContract extends BeddedIpvs {

    /** For subclasses. */
    protected IpvsReadingContract() {}

    /** More than one datagram holds: the kernel fits some 90 rows into 32 KiB. */
    private void fill(int services, int serversEach) {
        IpvsTable.Builder table = IpvsTable.builder();
        for (int i = 0; i < services; i++) {
            List<RealServer> servers = new ArrayList<>();
            for (int j = 1; j <= serversEach; j++) {
                servers.add(RealServer.masquerade("198.51.100." + (j % 250 + 1), j, j));
            }
            table.add(new ServicePool(service(VirtualServiceKey.tcp("192.0.2.7", 1000 + i)), servers));
        }
        ipvs.apply(IpvsPlan.between(ipvs.table(), table.build(), IpvsScope.everything()))
                .orThrow();
    }

    @Test
    void shouldHandOutNothingOfAnEmptyTable() {
        ipvs.readServices(service -> {
            throw new AssertionError("there is none: " + service);
        });
        ipvs.create(service(WEB));
        ipvs.readRealServers(WEB, server -> {
            throw new AssertionError("there is none: " + server);
        });
        assertThat(ipvs.statistics()).containsExactly(new ServiceStatistics(WEB, Counters.ZERO, Rates.ZERO, List.of()));
    }

    @Test
    void shouldHandOutEveryService() {
        fill(400, 0);
        List<VirtualServiceStatus> rows = new ArrayList<>();
        ipvs.readServices(rows::add);
        assertThat(rows).hasSize(400).isEqualTo(ipvs.services());
    }

    @Test
    void shouldHandOutEveryServer() {
        fill(1, 400);
        VirtualServiceKey key = VirtualServiceKey.tcp("192.0.2.7", 1000);
        List<RealServerStatus> rows = new ArrayList<>();
        ipvs.readRealServers(key, rows::add);
        assertThat(rows).hasSize(400).containsExactlyInAnyOrderElementsOf(ipvs.realServers(key));
    }

    @Test
    void shouldNameAServiceWhoseServersCannotBeHandedOut() {
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> ipvs.readRealServers(WEB, server -> {}))
                .withMessageContaining("192.0.2.1:80");
    }

    @Test
    void shouldLetASecondOneWalkTheServersOfEachService() throws Exception {
        fill(20, 5);
        List<RealServerStatus> servers = new ArrayList<>();
        try (Ipvs second = openAnother()) {
            ipvs.readServices(row -> second.readRealServers(row.definition().key(), servers::add));
        }
        assertThat(servers).hasSize(100);
    }

    @Test
    void shouldRefuseToBeCalledByTheConsumer() {
        fill(3, 1);
        RealServer server = RealServer.masquerade("198.51.100.99", 80, 1);
        List<ThrowingCallable> calls = List.of(
                () -> ipvs.services(),
                () -> ipvs.table(),
                () -> ipvs.statistics(),
                () -> ipvs.info(),
                () -> ipvs.create(WEB, server),
                () -> ipvs.flush(),
                () -> ipvs.readServices(row -> {}),
                () -> ipvs.apply(IpvsPlan.between(IpvsTable.empty(), IpvsTable.empty(), IpvsScope.everything())),
                () -> ipvs.close());
        List<VirtualServiceStatus> rows = new ArrayList<>();
        ipvs.readServices(row -> {
            for (ThrowingCallable call : calls) {
                assertThatIllegalStateException().isThrownBy(call).withMessageContaining("another");
            }
            rows.add(row);
        });
        assertThat(rows).hasSize(3).isEqualTo(ipvs.services());
    }

    @Test
    void shouldThrowWhatTheConsumerThrowsAndGoOn() {
        fill(400, 1);
        IllegalArgumentException exception = new IllegalArgumentException("enough");
        AssertionError error = new AssertionError("too much");
        for (Throwable thrown : List.of(exception, error)) {
            List<VirtualServiceStatus> rows = new ArrayList<>();
            assertThatThrownBy(() -> ipvs.readServices(row -> {
                        rows.add(row);
                        if (rows.size() == 3) {
                            if (thrown instanceof Error fatal) {
                                throw fatal;
                            }
                            throw exception;
                        }
                    }))
                    .isSameAs(thrown);
            assertThat(rows).hasSize(3);
            assertThat(ipvs.services()).hasSize(400);
        }
        ipvs.flush();
        assertThat(ipvs.table().isEmpty()).isTrue();
    }

    /** The consumer's failure looks like the kernel's own, and still is the consumer's. */
    @Test
    void shouldNotReadTwiceWhenTheConsumerFindsNothing() throws Exception {
        fill(2, 0);
        List<VirtualServiceStatus> rows = new ArrayList<>();
        try (Ipvs second = openAnother()) {
            assertThatExceptionOfType(NotFoundException.class)
                    .isThrownBy(() -> ipvs.readServices(row -> {
                        rows.add(row);
                        second.remove(
                                row.definition().key(),
                                RealServer.masquerade("198.51.100.1", 1, 1).key());
                    }))
                    .withMessageContaining("198.51.100.1:1");
        }
        assertThat(rows).hasSize(1);
    }

    @Test
    void shouldTellStatisticsOfServicesAndServers() {
        ipvs.create(service(WEB));
        ipvs.create(service(WEB6));
        ipvs.create(service(MARK6));
        ipvs.create(WEB, RealServer.masquerade("198.51.100.2", 80, 1));
        ipvs.create(WEB, RealServer.masquerade("198.51.100.1", 8080, 1));
        ipvs.create(WEB6, RealServer.masquerade("2001:db8::11", 80, 1));
        List<ServiceStatistics> statistics = ipvs.statistics();
        assertThat(statistics)
                .extracting(ServiceStatistics::key)
                .containsExactlyElementsOf(ipvs.services().stream()
                        .map(row -> row.definition().key())
                        .toList());
        for (ServiceStatistics of : statistics) {
            assertThat(of.counters()).isEqualTo(Counters.ZERO);
            assertThat(of.realServers())
                    .containsExactlyElementsOf(ipvs.realServers(of.key()).stream()
                            .map(row -> new RealServerStatistics(
                                    row.definition().key(), ConnectionCounts.ZERO, Counters.ZERO, Rates.ZERO))
                            .toList());
        }
    }

    @Test
    void shouldServeOthersAfterAReading() throws Exception {
        fill(50, 0);
        ExecutorService callers = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int caller = 0; caller < 2; caller++) {
                running.add(callers.submit(() -> {
                    for (int i = 0; i < 10; i++) {
                        List<VirtualServiceStatus> rows = new ArrayList<>();
                        ipvs.readServices(rows::add);
                        assertThat(rows).hasSize(50);
                        assertThat(ipvs.services()).hasSize(50);
                    }
                }));
            }
            for (Future<?> caller : running) {
                caller.get();
            }
        } finally {
            callers.shutdownNow();
        }
    }
}
