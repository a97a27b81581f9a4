package io.github.lvs4j.ipvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class IpvsPlanTest {

    private static final VirtualService WEB = VirtualService.builder()
            .key(VirtualServiceKey.tcp("113.226.77.88", 80))
            .scheduler(Scheduler.WRR)
            .persistence(Persistence.of(Duration.ofSeconds(60)))
            .build();

    private static final RealServer FIRST = RealServer.masquerade("192.168.168.236", 8001, 2);
    private static final RealServer SECOND = RealServer.masquerade("192.168.168.238", 8003, 3);

    @Test
    void shouldCreateServiceBeforeItsServers() {
        IpvsPlan plan = IpvsPlan.between(
                IpvsTable.empty(), IpvsTable.builder().add(WEB, FIRST, SECOND).build());

        assertThat(plan).hasToString("""
                3 changes within 1 service:
                  create virtual service TCP 113.226.77.88:80
                  create real server 192.168.168.236:8001 of TCP 113.226.77.88:80 with weight 2
                  create real server 192.168.168.238:8003 of TCP 113.226.77.88:80 with weight 3""");
    }

    @Test
    void shouldChangeInPlaceAndRemoveLast() {
        IpvsTable observed = IpvsTable.builder().add(WEB, FIRST).build();
        IpvsTable desired = IpvsTable.builder()
                .add(VirtualService.builder().from(WEB).scheduler(Scheduler.WLC).build(), SECOND)
                .build();

        assertThat(IpvsPlan.between(observed, desired).changes().stream().map(Object::toString))
                .containsExactly(
                        "update virtual service TCP 113.226.77.88:80",
                        "create real server 192.168.168.238:8003 of TCP 113.226.77.88:80 with weight 3",
                        "remove real server 192.168.168.236:8001 of TCP 113.226.77.88:80");
    }

    @Test
    void shouldLeaveForeignServicesAlone() {
        VirtualService foreign = VirtualService.builder()
                .key(VirtualServiceKey.udp("192.0.2.1", 53))
                .build();
        IpvsTable observed = IpvsTable.builder().add(foreign).add(WEB, FIRST).build();
        IpvsTable desired = IpvsTable.builder().add(WEB, FIRST).build();

        assertThat(IpvsPlan.between(observed, desired).isEmpty()).isTrue();
        assertThat(IpvsPlan.between(observed, desired, IpvsScope.everything()).changes())
                .containsExactly(new IpvsChange.RemoveService(foreign.key()));
    }

    @Test
    void shouldRefuseDesiredServicesOutsideTheScope() {
        IpvsTable desired = IpvsTable.builder().add(WEB, FIRST).build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> IpvsPlan.between(IpvsTable.empty(), desired, IpvsScope.services(List.of())))
                .withMessageContaining("outside the plan's scope");
    }

    @Property
    void shouldLeadToTheDesiredTableAndThenBeEmpty(
            @ForAll("tables") IpvsTable observed, @ForAll("tables") IpvsTable desired) {
        IpvsPlan plan = IpvsPlan.between(observed, desired, IpvsScope.everything());
        IpvsTable result = replay(observed, plan);

        assertThat(IpvsPlan.between(result, desired, IpvsScope.everything()).isEmpty())
                .isTrue();
    }

    @Property
    void shouldNeverEmptyAServiceThatKeepsServers(
            @ForAll("tables") IpvsTable observed, @ForAll("tables") IpvsTable desired) {
        Map<VirtualServiceKey, Map<RealServerKey, RealServer>> state = state(observed);
        for (IpvsChange change : IpvsPlan.between(observed, desired).changes()) {
            play(state, change);
            boolean hadServers = observed.find(change.service())
                    .map(pool -> !pool.realServers().isEmpty())
                    .orElse(false);
            boolean keepsServers = desired.find(change.service())
                    .map(pool -> !pool.realServers().isEmpty())
                    .orElse(false);
            if (hadServers && keepsServers) {
                assertThat(state.get(change.service())).isNotEmpty();
            }
        }
    }

    @Provide
    Arbitrary<IpvsTable> tables() {
        Arbitrary<RealServer> server = Combinators.combine(
                        Arbitraries.integers().between(1, 6),
                        Arbitraries.integers().between(0, 3))
                .as((host, weight) -> RealServer.masquerade("10.0.0." + host, 80, weight));
        Arbitrary<List<RealServer>> servers = server.list().ofMaxSize(6).uniqueElements(RealServer::key);
        Arbitrary<ServicePool> pool = Combinators.combine(
                        Arbitraries.integers().between(1, 4), Arbitraries.of(Scheduler.WRR, Scheduler.WLC), servers)
                .as((port, scheduler, list) -> new ServicePool(
                        VirtualService.builder()
                                .key(VirtualServiceKey.tcp("192.0.2.1", port))
                                .scheduler(scheduler)
                                .build(),
                        list));
        return pool.list().ofMaxSize(4).uniqueElements(ServicePool::key).map(IpvsTable::of);
    }

    private static IpvsTable replay(IpvsTable observed, IpvsPlan plan) {
        Map<VirtualServiceKey, Map<RealServerKey, RealServer>> servers = state(observed);
        Map<VirtualServiceKey, VirtualService> services = new LinkedHashMap<>();
        observed.pools().forEach(pool -> services.put(pool.key(), pool.service()));
        for (IpvsChange change : plan.changes()) {
            play(servers, change);
            if (change instanceof IpvsChange.CreateService create) {
                services.put(create.service(), create.definition());
            } else if (change instanceof IpvsChange.UpdateService update) {
                services.put(update.service(), update.definition());
            } else if (change instanceof IpvsChange.RemoveService remove) {
                services.remove(remove.service());
            }
        }
        List<ServicePool> pools = new ArrayList<>();
        services.forEach((key, service) ->
                pools.add(new ServicePool(service, List.copyOf(servers.get(key).values()))));
        return IpvsTable.of(pools);
    }

    private static Map<VirtualServiceKey, Map<RealServerKey, RealServer>> state(IpvsTable table) {
        Map<VirtualServiceKey, Map<RealServerKey, RealServer>> state = new LinkedHashMap<>();
        for (ServicePool pool : table.pools()) {
            Map<RealServerKey, RealServer> servers = new LinkedHashMap<>();
            pool.realServers().forEach(server -> servers.put(server.key(), server));
            state.put(pool.key(), servers);
        }
        return state;
    }

    private static void play(Map<VirtualServiceKey, Map<RealServerKey, RealServer>> state, IpvsChange change) {
        if (change instanceof IpvsChange.CreateService create) {
            assertThat(state.put(create.service(), new LinkedHashMap<>())).isNull();
        } else if (change instanceof IpvsChange.RemoveService remove) {
            assertThat(state.remove(remove.service())).isNotNull();
        } else if (change instanceof IpvsChange.CreateRealServer create) {
            assertThat(state.get(create.service()).put(create.definition().key(), create.definition()))
                    .isNull();
        } else if (change instanceof IpvsChange.UpdateRealServer update) {
            assertThat(state.get(update.service()).put(update.definition().key(), update.definition()))
                    .isNotNull();
        } else if (change instanceof IpvsChange.RemoveRealServer remove) {
            assertThat(state.get(remove.service()).remove(remove.realServer())).isNotNull();
        }
    }
}
