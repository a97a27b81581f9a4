package io.github.lvs4j.director;

import io.github.lvs4j.error.LvsException;
import io.github.lvs4j.error.NotFoundException;
import io.github.lvs4j.ipvs.ApplyMode;
import io.github.lvs4j.ipvs.ApplyOutcome;
import io.github.lvs4j.ipvs.Ipvs;
import io.github.lvs4j.ipvs.IpvsChange;
import io.github.lvs4j.ipvs.IpvsInfo;
import io.github.lvs4j.ipvs.IpvsPlan;
import io.github.lvs4j.ipvs.IpvsTable;
import io.github.lvs4j.ipvs.RealServer;
import io.github.lvs4j.ipvs.RealServerKey;
import io.github.lvs4j.ipvs.Scheduler;
import io.github.lvs4j.ipvs.ServicePool;
import io.github.lvs4j.ipvs.SyncDaemon;
import io.github.lvs4j.ipvs.Timeouts;
import io.github.lvs4j.ipvs.VirtualService;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.ipvs.status.RealServerStatus;
import io.github.lvs4j.ipvs.status.ServiceStatistics;
import io.github.lvs4j.ipvs.status.VirtualServiceStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** As much of a kernel's table as a director needs, with every change on record. Knows the schedulers rr, wrr and wlc. */
final class FakeIpvs implements Ipvs {

    private static final Set<String> SCHEDULERS = Set.of("rr", "wrr", "wlc");

    private final Map<VirtualServiceKey, VirtualService> services = new LinkedHashMap<>();
    private final Map<VirtualServiceKey, Map<RealServerKey, RealServer>> servers = new LinkedHashMap<>();
    private final List<String> changes = new ArrayList<>();
    private boolean absent;

    synchronized void beAbsent() {
        absent = true;
    }

    /** The changes since the last call. */
    synchronized List<String> changes() {
        List<String> seen = List.copyOf(changes);
        changes.clear();
        return seen;
    }

    synchronized List<String> rows(VirtualServiceKey service) {
        return servers.getOrDefault(service, Map.of()).values().stream()
                .map(server -> server.key() + " " + server.weight())
                .toList();
    }

    @Override
    public IpvsInfo info() {
        return new IpvsInfo("1.2.1", 4096);
    }

    @Override
    public synchronized IpvsTable table() {
        if (absent) {
            throw new LvsException("read the table: no ip_vs");
        }
        return IpvsTable.of(services.values().stream()
                .map(service -> new ServicePool(
                        service, List.copyOf(servers.get(service.key()).values())))
                .toList());
    }

    @Override
    public synchronized ApplyOutcome apply(IpvsPlan plan, ApplyMode mode) {
        Map<Integer, LvsException> failures = new LinkedHashMap<>();
        for (int i = 0; i < plan.changes().size(); i++) {
            try {
                make(plan.changes().get(i));
                changes.add(plan.changes().get(i).toString());
            } catch (LvsException e) {
                failures.put(i, e);
            }
        }
        return new ApplyOutcome(plan, plan.changes().size(), failures, Set.of());
    }

    private void make(IpvsChange change) {
        if (change instanceof IpvsChange.CreateService create) {
            create(create.definition());
        } else if (change instanceof IpvsChange.UpdateService update) {
            update(update.definition());
        } else if (change instanceof IpvsChange.RemoveService remove) {
            remove(remove.service());
        } else if (change instanceof IpvsChange.CreateRealServer create) {
            create(create.service(), create.definition());
        } else if (change instanceof IpvsChange.UpdateRealServer update) {
            update(update.service(), update.definition());
        } else if (change instanceof IpvsChange.RemoveRealServer remove) {
            remove(remove.service(), remove.realServer());
        }
    }

    @Override
    public synchronized void create(VirtualService definition) {
        check(definition.scheduler());
        services.put(definition.key(), definition);
        servers.put(definition.key(), new LinkedHashMap<>());
    }

    @Override
    public synchronized void update(VirtualService definition) {
        check(definition.scheduler());
        services.put(definition.key(), definition);
    }

    @Override
    public synchronized void remove(VirtualServiceKey key) {
        services.remove(key);
        servers.remove(key);
    }

    @Override
    public synchronized void create(VirtualServiceKey service, RealServer definition) {
        pool(service).put(definition.key(), definition);
    }

    @Override
    public synchronized void update(VirtualServiceKey service, RealServer definition) {
        pool(service).put(definition.key(), definition);
    }

    @Override
    public synchronized void remove(VirtualServiceKey service, RealServerKey realServer) {
        pool(service).remove(realServer);
    }

    private Map<RealServerKey, RealServer> pool(VirtualServiceKey service) {
        return Optional.ofNullable(servers.get(service))
                .orElseThrow(() -> new NotFoundException("find " + service, 3, "ESRCH", null));
    }

    private static void check(Scheduler scheduler) {
        if (!SCHEDULERS.contains(scheduler.name())) {
            throw new NotFoundException("find scheduler " + scheduler, 2, "ENOENT", "load ip_vs_" + scheduler);
        }
    }

    @Override
    public List<VirtualServiceStatus> services() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<VirtualServiceStatus> service(VirtualServiceKey key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<RealServerStatus> realServers(VirtualServiceKey key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void readServices(Consumer<? super VirtualServiceStatus> consumer) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void readRealServers(VirtualServiceKey key, Consumer<? super RealServerStatus> consumer) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<ServiceStatistics> statistics() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Timeouts timeouts() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setTimeouts(Timeouts timeouts) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<SyncDaemon> syncDaemons() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void startSyncDaemon(SyncDaemon daemon) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void stopSyncDaemon(SyncDaemon.Role role) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void zero() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void zero(VirtualServiceKey key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void flush() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
