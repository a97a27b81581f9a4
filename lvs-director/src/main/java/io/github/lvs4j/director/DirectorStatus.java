package io.github.lvs4j.director;

import io.github.lvs4j.healthcheck.HealthCheck;
import io.github.lvs4j.healthcheck.HealthState;
import io.github.lvs4j.ipvs.RealServerKey;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.vrrp.VrrpStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a director stood at one instant. Immutable.
 *
 * @param services in the order of the configuration
 * @param vrrp the virtual routers; empty if the director runs none
 * @param settled whether the kernel's table was as desired when it was last looked at
 * @param foreignServices services of others in the table, left alone
 * @param driftRepairs how often somebody else's change was repaired
 * @param mailsDelivered messages that the mail server has taken
 * @param mailsDropped messages that were dropped or given up
 */
public record DirectorStatus(
        List<ServiceStatus> services,
        Optional<VrrpStatus> vrrp,
        boolean settled,
        List<VirtualServiceKey> foreignServices,
        long driftRepairs,
        long mailsDelivered,
        long mailsDropped) {

    /** Copies the lists. */
    public DirectorStatus {
        services = List.copyOf(services);
        foreignServices = List.copyOf(foreignServices);
    }

    /**
     * One virtual service.
     *
     * @param key its identity
     * @return empty if the director has no such service
     */
    public Optional<ServiceStatus> service(VirtualServiceKey key) {
        return services.stream().filter(service -> service.key().equals(key)).findFirst();
    }

    /**
     * A virtual service.
     *
     * @param key its identity
     * @param quorum whether enough of its servers live
     * @param livingWeight the sum of the living servers' weights
     * @param servers in the order of the configuration
     */
    public record ServiceStatus(
            VirtualServiceKey key, boolean quorum, long livingWeight, List<RealServerStanding> servers) {

        /** Copies the list. */
        public ServiceStatus {
            servers = List.copyOf(servers);
        }

        /**
         * One real server.
         *
         * @param server its identity
         * @return empty if the service has no such server
         */
        public Optional<RealServerStanding> server(RealServerKey server) {
            return servers.stream().filter(one -> one.key().equals(server)).findFirst();
        }
    }

    /**
     * A real server.
     *
     * @param key its identity
     * @param alive whether it is to get connections
     * @param configuredWeight its weight in service
     * @param checks what each of its checks says
     */
    public record RealServerStanding(
            RealServerKey key, boolean alive, int configuredWeight, Map<HealthCheck, HealthState> checks) {

        /** Copies the map. */
        public RealServerStanding {
            checks = Map.copyOf(checks);
        }
    }
}
