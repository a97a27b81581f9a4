package io.github.lvs4j.director.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.director.RealServerConfig;
import io.github.lvs4j.director.ServiceConfig;
import io.github.lvs4j.healthcheck.CheckTarget;
import io.github.lvs4j.healthcheck.HealthCheck;
import io.github.lvs4j.healthcheck.HealthPolicy;
import io.github.lvs4j.healthcheck.HealthState;
import io.github.lvs4j.healthcheck.check.TcpConnectChecker;
import io.github.lvs4j.ipvs.RealServer;
import io.github.lvs4j.ipvs.VirtualService;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReconcilerTest {

    private static final VirtualServiceKey KEY = VirtualServiceKey.tcp("192.0.2.1", 80);
    private static final HealthCheck FIRST = check("10.0.0.1", false);
    private static final HealthCheck SECOND = check("10.0.0.2", false);

    private final Map<HealthCheck, HealthState> health = new HashMap<>();
    private Quorum quorum = Quorum.INITIAL;

    @Test
    void shouldHaveAServerInServiceBeforeItsFirstCheck() {
        ServiceConfig service =
                service().addRealServers(server("10.0.0.1", 3, FIRST).build()).build();

        assertThat(table(service)).containsExactly("10.0.0.1:80 3");
    }

    @Test
    void shouldLeaveOutAServerWithAlphaUntilItHasPassed() {
        HealthCheck alpha = check("10.0.0.1", true);
        ServiceConfig service =
                service().addRealServers(server("10.0.0.1", 3, alpha).build()).build();

        assertThat(table(service)).isEmpty();
        health.put(alpha, HealthState.UP);
        assertThat(table(service)).containsExactly("10.0.0.1:80 3");
    }

    @Test
    void shouldShowAServerWithAlphaAtWeightZeroWhenItInhibits() {
        HealthCheck alpha = check("10.0.0.1", true);
        ServiceConfig service = service()
                .addRealServers(
                        server("10.0.0.1", 3, alpha).inhibitOnFailure(true).build())
                .build();

        assertThat(table(service)).containsExactly("10.0.0.1:80 0");
    }

    @Test
    void shouldRemoveAFailedServer() {
        ServiceConfig service = service()
                .addRealServers(server("10.0.0.1", 1, FIRST).build())
                .addRealServers(server("10.0.0.2", 1, SECOND).build())
                .build();
        health.put(FIRST, HealthState.DOWN);

        assertThat(table(service)).containsExactly("10.0.0.2:80 1");
    }

    @Test
    void shouldGiveAFailedServerThatInhibitsWeightZero() {
        ServiceConfig service = service()
                .addRealServers(
                        server("10.0.0.1", 5, FIRST).inhibitOnFailure(true).build())
                .build();
        health.put(FIRST, HealthState.DOWN);

        assertThat(table(service)).containsExactly("10.0.0.1:80 0");
    }

    @Test
    void shouldWantEveryCheckOfAServer() {
        ServiceConfig service = service()
                .addRealServers(server("10.0.0.1", 5, FIRST).addChecks(SECOND).build())
                .build();
        health.put(FIRST, HealthState.UP);
        health.put(SECOND, HealthState.DOWN);

        assertThat(table(service)).isEmpty();
    }

    @Test
    void shouldPutTheSorryServerInPlaceOfAllWhenTheQuorumIsLost() {
        ServiceConfig service = service()
                .quorum(4)
                .sorryServer(RealServer.masquerade("10.0.0.9", 80, 1))
                .addRealServers(
                        server("10.0.0.1", 3, FIRST).inhibitOnFailure(true).build())
                .addRealServers(server("10.0.0.2", 3, SECOND).build())
                .build();
        assertThat(table(service)).containsExactly("10.0.0.1:80 3", "10.0.0.2:80 3");

        health.put(SECOND, HealthState.DOWN);
        assertThat(table(service)).containsExactly("10.0.0.1:80 0", "10.0.0.9:80 1");

        health.put(SECOND, HealthState.UP);
        assertThat(table(service)).containsExactly("10.0.0.1:80 3", "10.0.0.2:80 3");
    }

    @Test
    void shouldCountTheQuorumWithHysteresis() {
        ServiceConfig service = service()
                .quorum(4)
                .hysteresis(2)
                .addRealServers(server("10.0.0.1", 3, FIRST).build())
                .build();

        assertThat(new Quorum(true, 6).next(service, 2).up()).isTrue();
        assertThat(new Quorum(true, 6).next(service, 1).up()).isFalse();
        assertThat(new Quorum(false, 1).next(service, 5).up()).isFalse();
        assertThat(new Quorum(false, 1).next(service, 6).up()).isTrue();
        assertThat(Quorum.INITIAL.next(service, 0).up()).isFalse();
        assertThat(Quorum.INITIAL.next(service, 5).up()).isFalse();
        assertThat(Quorum.INITIAL.next(service, 6).up()).isTrue();
    }

    private List<String> table(ServiceConfig service) {
        quorum = Reconciler.quorum(service, this::state, quorum);
        return Reconciler.desired(List.of(service), this::state, Map.of(KEY, quorum))
                .find(KEY)
                .orElseThrow()
                .realServers()
                .stream()
                .map(server -> server.key() + " " + server.weight())
                .toList();
    }

    private HealthState state(HealthCheck check) {
        return health.getOrDefault(check, HealthState.UNKNOWN);
    }

    private static ServiceConfig.Builder service() {
        ServiceConfig.Builder builder = ServiceConfig.builder();
        builder.service(VirtualService.builder().key(KEY).build());
        return builder;
    }

    private static RealServerConfig.Builder server(String address, int weight, HealthCheck check) {
        RealServerConfig.Builder builder = RealServerConfig.builder();
        builder.realServer(RealServer.masquerade(address, 80, weight)).addChecks(check);
        return builder;
    }

    private static HealthCheck check(String address, boolean alpha) {
        HealthPolicy policy = HealthPolicy.builder().alpha(alpha).build();
        return new HealthCheck(new TcpConnectChecker(), CheckTarget.of(address, 80), policy);
    }
}
