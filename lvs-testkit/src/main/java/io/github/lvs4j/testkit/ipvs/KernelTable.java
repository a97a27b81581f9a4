package io.github.lvs4j.testkit.ipvs;

import io.github.lvs4j.error.KernelException;
import io.github.lvs4j.ipvs.IpvsChange;
import io.github.lvs4j.ipvs.IpvsTable;
import io.github.lvs4j.ipvs.RealServer;
import io.github.lvs4j.ipvs.RealServerKey;
import io.github.lvs4j.ipvs.SchedulerFlag;
import io.github.lvs4j.ipvs.ServicePool;
import io.github.lvs4j.ipvs.Tunnel;
import io.github.lvs4j.ipvs.VirtualService;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.ipvs.status.ConnectionCounts;
import io.github.lvs4j.ipvs.status.Counters;
import io.github.lvs4j.ipvs.status.Rates;
import io.github.lvs4j.ipvs.status.RealServerStatistics;
import io.github.lvs4j.ipvs.status.RealServerStatus;
import io.github.lvs4j.ipvs.status.ServiceStatistics;
import io.github.lvs4j.ipvs.status.VirtualServiceStatus;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The table of a network namespace as ip_vs keeps it, with its refusals in its order (ip_vs_genl_set_cmd of
 * net/netfilter/ipvs/ip_vs_ctl.c, Linux 6.1). Guarded by its own monitor.
 */
final class KernelTable {

    /** A service with this for a scheduler's name is made without one, and schedules nothing. */
    private static final String NO_SCHEDULER = "none";

    private static final int PERSISTENT = 0x0001;
    private static final int HASHED = 0x0002;
    private static final int ONE_PACKET = 0x0004;

    private final Map<VirtualServiceKey, Service> byEndpoint = new LinkedHashMap<>();
    private final Map<VirtualServiceKey, Service> byMark = new LinkedHashMap<>();
    final Set<String> schedulers = new TreeSet<>(
            Set.of("rr", "wrr", "lc", "wlc", "lblc", "lblcr", "dh", "sh", "mh", "sed", "nq", "fo", "ovf"));
    final Set<String> engines = new TreeSet<>(Set.of("sip"));
    final NamespaceSettings settings = new NamespaceSettings();

    private static final class Service {
        private VirtualService definition;
        private Counters counters = Counters.ZERO;
        private Rates rates = Rates.ZERO;
        private final Map<RealServerKey, Server> servers = new TreeMap<>(Comparator.comparing(RealServerKey::endpoint));

        Service(VirtualService definition) {
            this.definition = definition;
        }
    }

    private static final class Server {
        private RealServer definition;
        private ConnectionCounts connections = ConnectionCounts.ZERO;
        private Counters counters = Counters.ZERO;
        private Rates rates = Rates.ZERO;

        Server(RealServer definition) {
            this.definition = definition;
        }
    }

    synchronized void make(IpvsChange change) {
        String operation = change.toString();
        Service service = find(change.service());
        if (change instanceof IpvsChange.CreateService create) {
            if (service != null) {
                throw Refusals.exists(operation);
            }
            checkModules(operation, create.definition());
            half(change.service()).put(change.service(), new Service(create.definition()));
            return;
        }
        if (service == null) {
            throw Refusals.noService(operation);
        }
        if (change instanceof IpvsChange.UpdateService update) {
            checkModules(operation, update.definition());
            service.definition = update.definition();
        } else if (change instanceof IpvsChange.RemoveService) {
            half(change.service()).remove(change.service());
        } else if (change instanceof IpvsChange.CreateRealServer create) {
            createServer(operation, service, create.definition());
        } else if (change instanceof IpvsChange.UpdateRealServer update) {
            checkFamily(operation, service, update.definition());
            server(operation, service, update.definition().key()).definition = update.definition();
        } else if (change instanceof IpvsChange.RemoveRealServer remove) {
            server(operation, service, remove.realServer());
            service.servers.remove(remove.realServer());
        }
    }

    private void createServer(String operation, Service service, RealServer definition) {
        checkFamily(operation, service, definition);
        if (service.servers.containsKey(definition.key())) {
            throw Refusals.exists(operation);
        }
        if (!isAcceptable(definition.key().endpoint().address())) {
            throw Refusals.invalid(operation, "the address is not unicast");
        }
        service.servers.put(definition.key(), new Server(definition));
    }

    private void checkModules(String operation, VirtualService definition) {
        String scheduler = definition.scheduler().name();
        if (!schedulers.contains(scheduler) && !scheduler.equals(NO_SCHEDULER)) {
            throw Refusals.noEntry(operation, "there is no scheduler " + scheduler + "; load ip_vs_" + scheduler);
        }
        definition.persistence().flatMap(persistence -> persistence.engine()).ifPresent(engine -> {
            if (!engines.contains(engine)) {
                throw Refusals.noEntry(
                        operation, "there is no persistence engine " + engine + "; load ip_vs_pe_" + engine);
            }
        });
    }

    private void checkFamily(String operation, Service service, RealServer definition) {
        boolean mixed = isMixed(service, definition);
        if (mixed && settings.isSynchronizing()) {
            throw Refusals.invalid(operation, "a sync daemon runs, which cannot express a server of the other family");
        }
        if (mixed && !(definition.forwarding() instanceof Tunnel)) {
            throw Refusals.invalid(operation, "only a tunnel reaches a server of the other address family");
        }
    }

    private static boolean isMixed(Service service, RealServer definition) {
        return definition.family() != service.definition.key().family();
    }

    synchronized boolean hasMixedFamilies() {
        return all().stream()
                .anyMatch(service ->
                        service.servers.values().stream().anyMatch(server -> isMixed(service, server.definition)));
    }

    /** What inet_addr_type and ipv6_addr_type let pass when only the loopback device has addresses. */
    private static boolean isAcceptable(InetAddress address) {
        boolean wrong = address.isMulticastAddress() || address.isAnyLocalAddress();
        if (address instanceof Inet6Address) {
            return !wrong && !address.isLinkLocalAddress() && !mapsIpv4(address.getAddress());
        }
        String text = address.getHostAddress();
        return !wrong && !text.equals("255.255.255.255") && !text.equals("127.255.255.255");
    }

    private static boolean mapsIpv4(byte[] bytes) {
        return Arrays.equals(bytes, 0, 10, new byte[10], 0, 10) && bytes[10] == -1 && bytes[11] == -1;
    }

    private static Server server(String operation, Service service, RealServerKey key) {
        Server server = service.servers.get(key);
        if (server == null) {
            throw Refusals.noEntry(operation, "there is no such real server");
        }
        return server;
    }

    private Map<VirtualServiceKey, Service> half(VirtualServiceKey key) {
        return key instanceof VirtualServiceKey.ByEndpoint ? byEndpoint : byMark;
    }

    private @Nullable Service find(VirtualServiceKey key) {
        return half(key).get(key);
    }

    private Service need(VirtualServiceKey key, String operation) {
        Service service = find(key);
        if (service == null) {
            throw Refusals.noService(operation);
        }
        return service;
    }

    /** The kernel walks its hash by endpoint first and the one by mark then. */
    private List<Service> all() {
        List<Service> all = new ArrayList<>(byEndpoint.values());
        all.addAll(byMark.values());
        return all;
    }

    synchronized IpvsTable table() {
        List<ServicePool> pools = new ArrayList<>();
        for (Service service : all()) {
            pools.add(new ServicePool(
                    service.definition,
                    service.servers.values().stream()
                            .map(server -> server.definition)
                            .toList()));
        }
        return IpvsTable.of(pools);
    }

    synchronized List<VirtualServiceStatus> services() {
        return all().stream().map(KernelTable::status).toList();
    }

    synchronized @Nullable VirtualServiceStatus service(VirtualServiceKey key) {
        Service service = find(key);
        return service == null ? null : status(service);
    }

    synchronized List<RealServerStatus> realServers(VirtualServiceKey key) {
        return need(key, "read real servers of " + key).servers.values().stream()
                .map(server ->
                        new RealServerStatus(server.definition, server.connections, server.counters, server.rates))
                .toList();
    }

    synchronized List<ServiceStatistics> statistics() {
        return all().stream()
                .map(service -> new ServiceStatistics(
                        service.definition.key(),
                        service.counters,
                        service.rates,
                        service.servers.values().stream()
                                .map(server -> new RealServerStatistics(
                                        server.definition.key(), server.connections, server.counters, server.rates))
                                .toList()))
                .toList();
    }

    synchronized void zero() {
        all().forEach(KernelTable::zero);
    }

    synchronized void zero(VirtualServiceKey key) {
        zero(need(key, "zero virtual service " + key));
    }

    synchronized void flush() {
        byEndpoint.clear();
        byMark.clear();
    }

    synchronized void report(VirtualServiceKey key, Counters counters, Rates rates) {
        Service service = need(key, "report counters of " + key);
        service.counters = counters;
        service.rates = rates;
    }

    synchronized void report(
            VirtualServiceKey key, RealServerKey server, ConnectionCounts connections, Counters counters, Rates rates)
            throws KernelException {
        String operation = "report counters of " + server + " of " + key;
        Server found = server(operation, need(key, operation), server);
        found.connections = connections;
        found.counters = counters;
        found.rates = rates;
    }

    private static void zero(Service service) {
        service.counters = Counters.ZERO;
        service.rates = Rates.ZERO;
        for (Server server : service.servers.values()) {
            server.counters = Counters.ZERO;
            server.rates = Rates.ZERO;
        }
    }

    private static VirtualServiceStatus status(Service service) {
        VirtualService definition = service.definition;
        int flags = HASHED;
        flags |= definition.persistence().isPresent() ? PERSISTENT : 0;
        flags |= definition.onePacket() ? ONE_PACKET : 0;
        for (SchedulerFlag flag : definition.schedulerFlags()) {
            flags |= flag.bit();
        }
        return new VirtualServiceStatus(definition, flags, service.counters, service.rates);
    }
}
