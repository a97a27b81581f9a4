package io.github.lvs4j.testkit.ipvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.lvs4j.error.InvalidRequestException;
import io.github.lvs4j.error.LvsException;
import io.github.lvs4j.ipvs.ApplyMode;
import io.github.lvs4j.ipvs.ApplyOutcome;
import io.github.lvs4j.ipvs.ApplyOutcome.Result;
import io.github.lvs4j.ipvs.Ipvs;
import io.github.lvs4j.ipvs.IpvsChange;
import io.github.lvs4j.ipvs.IpvsPlan;
import io.github.lvs4j.ipvs.IpvsScope;
import io.github.lvs4j.ipvs.IpvsTable;
import io.github.lvs4j.ipvs.Persistence;
import io.github.lvs4j.ipvs.RealServer;
import io.github.lvs4j.ipvs.Scheduler;
import io.github.lvs4j.ipvs.ServicePool;
import io.github.lvs4j.ipvs.Tunnel;
import io.github.lvs4j.ipvs.VirtualService;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.net.AddressFamily;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Ipvs} must do with plans and with several callers at once; the other half is {@link IpvsContract}.
 */
public abstract class IpvsPlanContract extends BeddedIpvs {

    /** For subclasses. */
    protected IpvsPlanContract() {}

    private static IpvsTable seed() {
        VirtualService web = VirtualService.builder()
                .key(VirtualServiceKey.tcp("113.226.77.88", 80))
                .scheduler(Scheduler.WRR)
                .persistence(Persistence.of(Duration.ofSeconds(60)))
                .build();
        return IpvsTable.builder()
                .add(
                        web,
                        RealServer.masquerade("192.168.168.236", 8001, 2),
                        RealServer.masquerade("192.168.168.236", 8002, 6),
                        RealServer.masquerade("192.168.168.238", 8003, 3),
                        RealServer.masquerade("192.168.168.238", 8004, 8))
                .add(service(WEB6), RealServer.masquerade("2001:db8::11", 8080, 1))
                .add(
                        service(VirtualServiceKey.firewallMark(7, AddressFamily.INET)),
                        tunnel("198.51.100.1", 0, Tunnel.IPIP))
                .build();
    }

    private ApplyOutcome reach(IpvsTable desired) {
        return ipvs.apply(IpvsPlan.between(ipvs.table(), desired, IpvsScope.everything()));
    }

    @Test
    void shouldReachADesiredTableAndThenHaveNothingToDo() {
        ApplyOutcome first = reach(seed());
        first.orThrow();
        assertThat(first.attempted()).isEqualTo(9);
        assertThat(ipvs.table()).isEqualTo(seed());
        ApplyOutcome second = reach(seed());
        assertThat(second.isComplete()).isTrue();
        assertThat(second.attempted()).isZero();
    }

    @Test
    void shouldChangeInPlaceAndRemoveOnlyWhatIsGone() {
        reach(seed()).orThrow();
        IpvsTable desired = IpvsTable.builder()
                .add(
                        VirtualService.builder()
                                .key(VirtualServiceKey.tcp("113.226.77.88", 80))
                                .build(),
                        RealServer.masquerade("192.168.168.236", 8001, 0),
                        RealServer.masquerade("192.168.168.238", 8003, 3),
                        RealServer.masquerade("192.168.168.240", 8005, 4))
                .add(service(WEB))
                .build();
        reach(desired).orThrow();
        assertThat(ipvs.table()).isEqualTo(desired);
    }

    @Test
    void shouldLeaveServicesOutsideThePlanAlone() {
        ipvs.create(service(WEB));
        ipvs.apply(IpvsPlan.between(ipvs.table(), seed())).orThrow();
        assertThat(ipvs.service(WEB)).isPresent();
        assertThat(ipvs.table().pools()).hasSize(4);
    }

    /** More changes than one send holds, with refusals on both sides of its edges. */
    @Test
    void shouldKnowWhatBecameOfEachOfManyChanges() {
        List<IpvsChange> changes = new ArrayList<>(List.of(new IpvsChange.CreateService(service(WEB))));
        List<Integer> wrong = List.of(1, 127, 128, 129, 200, 300);
        for (int i = 1; i <= 300; i++) {
            String address = wrong.contains(i) ? "224.0.0.1" : "198.51." + (i / 200) + "." + (i % 200 + 1);
            changes.add(new IpvsChange.CreateRealServer(WEB, RealServer.masquerade(address, 80, i)));
        }
        ApplyOutcome outcome = ipvs.apply(new IpvsPlan(IpvsScope.everything(), changes));
        assertThat(outcome.attempted()).isEqualTo(301);
        assertThat(outcome.isComplete()).isFalse();
        for (int i = 0; i <= 300; i++) {
            assertThat(outcome.result(i)).as("change " + i).isEqualTo(wrong.contains(i) ? Result.FAILED : Result.DONE);
        }
        assertThat(outcome.failures()).hasSize(6).allSatisfy(failure -> {
            assertThat(failure.cause()).isInstanceOf(InvalidRequestException.class);
            assertThat(failure.change()).isInstanceOf(IpvsChange.CreateRealServer.class);
        });
        assertThat(ipvs.realServers(WEB)).hasSize(294);
        assertThatExceptionOfType(LvsException.class)
                .isThrownBy(outcome::orThrow)
                .withMessageContaining("6 of 301")
                .withMessageContaining("224.0.0.1:80");
    }

    @Test
    void shouldStopAtTheFirstFailureWhenAsked() {
        List<IpvsChange> changes = List.of(
                new IpvsChange.CreateService(service(WEB)),
                new IpvsChange.CreateService(service(WEB)),
                new IpvsChange.CreateRealServer(WEB, RealServer.masquerade("198.51.100.1", 80, 1)),
                new IpvsChange.CreateService(service(WEB6)));
        IpvsPlan plan = new IpvsPlan(IpvsScope.everything(), changes);
        ApplyOutcome outcome = ipvs.apply(plan, ApplyMode.STOP_AT_FIRST_FAILURE);
        assertThat(List.of(outcome.result(0), outcome.result(1), outcome.result(2), outcome.result(3)))
                .containsExactly(Result.DONE, Result.FAILED, Result.NOT_ATTEMPTED, Result.NOT_ATTEMPTED);
        assertThat(outcome.attempted()).isEqualTo(2);
        assertThat(ipvs.realServers(WEB)).isEmpty();
        assertThat(ipvs.service(WEB6)).isEmpty();
    }

    @Test
    void shouldFinishWhatAnInterruptedPlanLeft() {
        reach(seed()).orThrow();
        ipvs.remove(WEB6);
        ipvs.remove(
                VirtualServiceKey.tcp("113.226.77.88", 80),
                RealServer.masquerade("192.168.168.236", 8002, 6).key());
        ApplyOutcome repair = reach(seed());
        assertThat(repair.attempted()).isEqualTo(3);
        assertThat(ipvs.table()).isEqualTo(seed());
    }

    @Test
    void shouldServeSeveralThreadsAtOnce() throws Exception {
        ipvs.create(service(WEB));
        ExecutorService callers = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int caller = 1; caller <= 4; caller++) {
                String address = "198.51.100." + caller;
                running.add(callers.submit(() -> {
                    for (int port = 1; port <= 50; port++) {
                        ipvs.create(WEB, RealServer.masquerade(address, port, 1));
                        ipvs.update(WEB, RealServer.masquerade(address, port, port));
                    }
                }));
            }
            for (Future<?> caller : running) {
                caller.get();
            }
        } finally {
            callers.shutdownNow();
        }
        ServicePool pool = ipvs.table().find(WEB).orElseThrow();
        assertThat(pool.realServers())
                .hasSize(200)
                .allSatisfy(server -> assertThat(server.weight())
                        .isEqualTo(server.key().endpoint().port()));
    }
}
