package io.github.lvs4j.testkit.ipvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.lvs4j.error.NotFoundException;
import io.github.lvs4j.error.NotPermittedException;
import io.github.lvs4j.ipvs.IpvsChange;
import io.github.lvs4j.ipvs.RealServer;
import io.github.lvs4j.ipvs.Scheduler;
import io.github.lvs4j.ipvs.VirtualService;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.ipvs.status.ConnectionCounts;
import io.github.lvs4j.ipvs.status.Counters;
import io.github.lvs4j.ipvs.status.Rates;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the double can do beyond the contract. */
class InMemoryIpvsTest {

    private static final VirtualServiceKey WEB = VirtualServiceKey.tcp("192.0.2.1", 80);
    private static final VirtualService SERVICE =
            VirtualService.builder().key(WEB).build();
    private static final RealServer SERVER = RealServer.masquerade("198.51.100.1", 80, 1);

    private final InMemoryIpvs ipvs = new InMemoryIpvs();

    @Test
    void shouldReportWhatTheTestSaysUntilItIsZeroed() {
        Counters counters = new Counters(1, 2, 3, 4, 5);
        Rates rates = new Rates(1, 2, 3, 4, 5);
        ConnectionCounts connections = new ConnectionCounts(7, 8, 9);
        ipvs.create(SERVICE);
        ipvs.create(WEB, SERVER);
        ipvs.report(WEB, counters, rates);
        ipvs.report(WEB, SERVER.key(), connections, counters, rates);
        assertThat(ipvs.service(WEB).orElseThrow().counters()).isEqualTo(counters);
        assertThat(ipvs.realServers(WEB).get(0).connections()).isEqualTo(connections);
        ipvs.zero(WEB);
        assertThat(ipvs.service(WEB).orElseThrow().rates()).isEqualTo(Rates.ZERO);
        assertThat(ipvs.realServers(WEB).get(0).counters()).isEqualTo(Counters.ZERO);
        assertThat(ipvs.realServers(WEB).get(0).connections()).isEqualTo(connections);
    }

    @Test
    void shouldRefuseWhatTheTestWantsRefused() {
        NotPermittedException refused = new NotPermittedException("create", 1, "EPERM", null);
        ipvs.refuse(change -> change instanceof IpvsChange.CreateRealServer ? Optional.of(refused) : Optional.empty());
        ipvs.create(SERVICE);
        assertThatExceptionOfType(NotPermittedException.class).isThrownBy(() -> ipvs.create(WEB, SERVER));
        assertThat(ipvs.realServers(WEB)).isEmpty();
        assertThat(ipvs.messages()).hasSize(2);
    }

    @Test
    void shouldKnowOnlyTheModulesThatAreLoaded() {
        ipvs.setModules(Set.of("rr"), Set.of());
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> ipvs.create(SERVICE))
                .withMessageContaining("load ip_vs_wlc");
        ipvs.create(VirtualService.builder().key(WEB).scheduler(Scheduler.RR).build());
    }
}
