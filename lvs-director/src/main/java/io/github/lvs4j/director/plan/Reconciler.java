package io.github.lvs4j.director.plan;

import io.github.lvs4j.director.DirectorConfig;
import io.github.lvs4j.director.RealServerConfig;
import io.github.lvs4j.director.ServiceConfig;
import io.github.lvs4j.healthcheck.HealthCheck;
import io.github.lvs4j.healthcheck.HealthState;
import io.github.lvs4j.ipvs.IpvsTable;
import io.github.lvs4j.ipvs.RealServer;
import io.github.lvs4j.ipvs.ServicePool;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The weight policy: which table a configuration asks for, given the health of its servers and the quorum of its services
 * (keepalived.md 2.10). Pure; any thread.
 */
public final class Reconciler {

    private Reconciler() {}

    /**
     * Whether a server counts as living: no check of it has failed, and those with {@code alpha} have passed.
     *
     * @param server its definition
     * @param health the state of each check
     * @return true if it is to get connections
     */
    public static boolean isAlive(RealServerConfig server, Function<HealthCheck, HealthState> health) {
        return server.checks().stream().allMatch(check -> check.policy().countsAsUp(health.apply(check)));
    }

    /**
     * The quorum of a service now.
     *
     * @param service whose
     * @param health the state of each check
     * @param before the quorum at the last look
     * @return the quorum
     */
    public static Quorum quorum(ServiceConfig service, Function<HealthCheck, HealthState> health, Quorum before) {
        long weight = 0;
        for (RealServerConfig server : service.realServers()) {
            if (isAlive(server, health)) {
                weight += server.realServer().weight();
            }
        }
        return before.next(service, weight);
    }

    /**
     * The table to have.
     *
     * @param services the configured services
     * @param health the state of each check
     * @param quorums the quorum of each service
     * @return the desired table
     */
    public static IpvsTable desired(
            List<ServiceConfig> services,
            Function<HealthCheck, HealthState> health,
            Map<VirtualServiceKey, Quorum> quorums) {
        List<ServicePool> pools = new ArrayList<>();
        for (ServiceConfig service : services) {
            Quorum quorum = quorums.getOrDefault(service.key(), Quorum.INITIAL);
            pools.add(new ServicePool(service.service(), servers(service, health, quorum)));
        }
        return IpvsTable.of(pools);
    }

    /**
     * The table that a configuration asks for before any check has spoken.
     *
     * @param config the configuration
     * @return the desired table
     */
    public static IpvsTable initial(DirectorConfig config) {
        Function<HealthCheck, HealthState> unknown = check -> HealthState.UNKNOWN;
        Map<VirtualServiceKey, Quorum> quorums = new HashMap<>();
        config.services().forEach(service -> quorums.put(service.key(), quorum(service, unknown, Quorum.INITIAL)));
        return desired(config.services(), unknown, quorums);
    }

    private static List<RealServer> servers(
            ServiceConfig service, Function<HealthCheck, HealthState> health, Quorum quorum) {
        boolean sorry = service.sorryServer().isPresent() && !quorum.up();
        List<RealServer> servers = new ArrayList<>();
        for (RealServerConfig server : service.realServers()) {
            boolean alive = isAlive(server, health);
            place(server.realServer(), alive && !sorry, server.inhibitOnFailure())
                    .ifPresent(servers::add);
        }
        service.sorryServer()
                .flatMap(server -> place(server, sorry, service.sorryServerInhibit()))
                .ifPresent(servers::add);
        return servers;
    }

    private static Optional<RealServer> place(RealServer server, boolean inService, boolean inhibit) {
        if (inService) {
            return Optional.of(server);
        }
        return inhibit ? Optional.of(server.withWeight(0)) : Optional.empty();
    }
}
