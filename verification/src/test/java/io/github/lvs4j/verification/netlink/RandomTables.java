package io.github.lvs4j.verification.netlink;

import io.github.lvs4j.ipvs.ConnectionThresholds;
import io.github.lvs4j.ipvs.ForwardingMethod;
import io.github.lvs4j.ipvs.IpvsTable;
import io.github.lvs4j.ipvs.Persistence;
import io.github.lvs4j.ipvs.RealServer;
import io.github.lvs4j.ipvs.RealServerKey;
import io.github.lvs4j.ipvs.ServicePool;
import io.github.lvs4j.ipvs.VirtualService;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.net.Endpoint;
import io.github.lvs4j.net.TransportProtocol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A row of small random tables, each made anew or from the one before. Confined to one thread. */
final class RandomTables {

    private static final Duration MONTH = Duration.ofDays(31);

    private final RandomDefinitions definitions;
    private final boolean sayable;
    private IpvsTable last = IpvsTable.empty();

    /** A row of tables; every other row has only what the options of {@code ipvsadm} can say. */
    RandomTables(long seed) {
        definitions = new RandomDefinitions(new Random(seed));
        sayable = seed % 2 == 0;
    }

    /** The next table. Services keep their place or lose it, so that plans update, remove and create in one go. */
    IpvsTable next() {
        Map<VirtualServiceKey, ServicePool> pools = new LinkedHashMap<>();
        if (definitions.chance(75)) {
            for (ServicePool pool : last.pools()) {
                if (definitions.chance(80)) {
                    pools.put(pool.key(), changed(pool));
                }
            }
        }
        for (int i = definitions.below(4); i > 0; i--) {
            VirtualServiceKey key = definitions.serviceKey();
            pools.put(key, new ServicePool(definitions.service(key), servers(key, List.of())));
        }
        IpvsTable drawn = table(pools.values());
        last = sayable ? forIpvsadm(drawn) : drawn;
        return last;
    }

    private static IpvsTable table(Collection<ServicePool> pools) {
        return IpvsTable.of(pools);
    }

    private ServicePool changed(ServicePool pool) {
        VirtualService service = definitions.chance(50) ? definitions.service(pool.key()) : pool.service();
        return new ServicePool(service, servers(pool.key(), pool.realServers()));
    }

    private List<RealServer> servers(VirtualServiceKey key, List<RealServer> before) {
        Map<RealServerKey, RealServer> servers = new LinkedHashMap<>();
        for (RealServer server : before) {
            if (definitions.chance(75)) {
                servers.put(server.key(), server);
            }
        }
        for (int i = definitions.below(4); i > 0; i--) {
            RealServer server = definitions.server(key);
            servers.put(server.key(), server);
        }
        return ordered(servers.values());
    }

    /** As tables are read. */
    private static List<RealServer> ordered(Collection<RealServer> servers) {
        return servers.stream()
                .sorted(Comparator.comparing(server -> server.key().endpoint()))
                .toList();
    }

    /** A table with its servers as they are read. */
    static IpvsTable ordered(IpvsTable table) {
        return table(table.pools().stream()
                .map(pool -> new ServicePool(pool.service(), ordered(pool.realServers())))
                .toList());
    }

    /** The table nearest to one that the options of {@code ipvsadm} can say. */
    static IpvsTable forIpvsadm(IpvsTable table) {
        List<ServicePool> pools = new ArrayList<>();
        for (ServicePool pool : table.pools()) {
            Map<RealServerKey, RealServer> servers = new LinkedHashMap<>();
            for (RealServer server : pool.realServers()) {
                RealServer sayable = forIpvsadm(pool.key(), server);
                servers.put(sayable.key(), sayable);
            }
            pools.add(new ServicePool(forIpvsadm(pool.service()), ordered(servers.values())));
        }
        return table(pools);
    }

    private static VirtualService forIpvsadm(VirtualService service) {
        boolean otherThanUdp =
                service.key() instanceof VirtualServiceKey.ByEndpoint by && by.protocol() != TransportProtocol.UDP;
        return VirtualService.builder()
                .from(service)
                .onePacket(service.onePacket() && !otherThanUdp)
                .persistence(service.persistence().map(RandomTables::forIpvsadm))
                .build();
    }

    private static Persistence forIpvsadm(Persistence persistence) {
        boolean tooLong = persistence.timeout().compareTo(MONTH) > 0;
        return tooLong ? new Persistence(MONTH, persistence.clientPrefix(), persistence.engine()) : persistence;
    }

    /** Its bounds end at 2147483647, and only masquerading has a port of its own. */
    private static RealServer forIpvsadm(VirtualServiceKey service, RealServer server) {
        RealServer.Builder sayable = RealServer.builder()
                .from(server)
                .thresholds(new ConnectionThresholds(
                        Math.min(Integer.MAX_VALUE, server.thresholds().upper()),
                        Math.min(Integer.MAX_VALUE, server.thresholds().lower())));
        if (server.forwarding() == ForwardingMethod.LOCAL_NODE || server.forwarding() == ForwardingMethod.BYPASS) {
            return sayable.forwarding(ForwardingMethod.MASQUERADE).build();
        }
        if (server.forwarding() != ForwardingMethod.MASQUERADE && service instanceof VirtualServiceKey.ByEndpoint by) {
            sayable.key(new RealServerKey(new Endpoint(
                    server.key().endpoint().address(), by.endpoint().port())));
        }
        return sayable.build();
    }
}
