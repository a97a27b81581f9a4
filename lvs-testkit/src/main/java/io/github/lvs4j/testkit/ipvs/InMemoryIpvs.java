package io.github.lvs4j.testkit.ipvs;

import io.github.lvs4j.error.KernelException;
import io.github.lvs4j.error.LvsException;
import io.github.lvs4j.ipvs.ApplyMode;
import io.github.lvs4j.ipvs.ApplyOutcome;
import io.github.lvs4j.ipvs.Ipvs;
import io.github.lvs4j.ipvs.IpvsChange;
import io.github.lvs4j.ipvs.IpvsInfo;
import io.github.lvs4j.ipvs.IpvsPlan;
import io.github.lvs4j.ipvs.IpvsTable;
import io.github.lvs4j.ipvs.RealServer;
import io.github.lvs4j.ipvs.RealServerKey;
import io.github.lvs4j.ipvs.SyncDaemon;
import io.github.lvs4j.ipvs.Timeouts;
import io.github.lvs4j.ipvs.VirtualService;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.ipvs.status.ConnectionCounts;
import io.github.lvs4j.ipvs.status.Counters;
import io.github.lvs4j.ipvs.status.Rates;
import io.github.lvs4j.ipvs.status.RealServerStatus;
import io.github.lvs4j.ipvs.status.ServiceStatistics;
import io.github.lvs4j.ipvs.status.VirtualServiceStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An IPVS table without a kernel, for tests of code that uses {@link Ipvs}. It refuses what the kernel refuses, with the
 * same exception types and errno names; {@link IpvsContract} holds it to that. Any thread may call.
 *
 * <p>Two things a kernel cannot do help tests: connections and counters are what {@code report} says, and {@link #refuse}
 * makes chosen changes fail.
 */
public final class InMemoryIpvs implements Ipvs {

    private final KernelTable table;
    private final List<IpvsChange> messages = new CopyOnWriteArrayList<>();
    private volatile Function<IpvsChange, Optional<KernelException>> refusal = change -> Optional.empty();
    private final Set<Thread> readers = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Opens an empty table. All schedulers of Linux 6.1 but {@code twos}, and the engine {@code sip}, are loaded. */
    public InMemoryIpvs() {
        this(new KernelTable());
    }

    private InMemoryIpvs(KernelTable table) {
        this.table = table;
    }

    /**
     * Opens one more on the same table, as a second process would. Messages and refusals are each one's own.
     *
     * @return an open object, which outlives this one
     */
    public InMemoryIpvs openAnother() {
        return new InMemoryIpvs(table);
    }

    /**
     * Makes the kernel forget a scheduler or engine, or learn one.
     *
     * @param schedulers names of the loaded schedulers
     * @param engines names of the loaded persistence engines
     */
    public void setModules(Set<String> schedulers, Set<String> engines) {
        synchronized (table) {
            table.schedulers.clear();
            table.schedulers.addAll(schedulers);
            table.engines.clear();
            table.engines.addAll(engines);
        }
    }

    /**
     * Sets which interfaces the namespace has, for sync daemons; without it these are {@code lo} and {@code eth0}. A daemon
     * that runs goes on.
     *
     * @param mtuByName the MTU of each interface
     */
    public void setInterfaces(Map<String, Integer> mtuByName) {
        synchronized (table) {
            table.settings.interfaces.clear();
            table.settings.interfaces.putAll(mtuByName);
        }
    }

    /**
     * Makes chosen changes through this object fail, single ones and those of plans, before they reach the table.
     *
     * @param which gives the refusal for a change, or empty to let it pass; replaces the former one
     */
    public void refuse(Function<IpvsChange, Optional<KernelException>> which) {
        this.refusal = which;
    }

    /**
     * Sets what the kernel reports of a service.
     *
     * @param service which one
     * @param counters totals, until zeroed
     * @param rates moving averages, until zeroed
     * @throws io.github.lvs4j.error.NotFoundException if there is no such service
     */
    public void report(VirtualServiceKey service, Counters counters, Rates rates) {
        table.report(service, counters, rates);
    }

    /**
     * Sets what the kernel reports of a server.
     *
     * @param service of which service
     * @param realServer which one
     * @param connections present ones; zeroing leaves them
     * @param counters totals, until zeroed
     * @param rates moving averages, until zeroed
     * @throws io.github.lvs4j.error.NotFoundException if there is no such service or server
     */
    public void report(
            VirtualServiceKey service,
            RealServerKey realServer,
            ConnectionCounts connections,
            Counters counters,
            Rates rates) {
        table.report(service, realServer, connections, counters, rates);
    }

    /**
     * The changes that were sent through this object, refused ones included.
     *
     * @return a copy, in order
     */
    public List<IpvsChange> messages() {
        return List.copyOf(messages);
    }

    @Override
    public IpvsInfo info() {
        checkOpen();
        return new IpvsInfo("1.2.1", 4096);
    }

    @Override
    public IpvsTable table() {
        checkOpen();
        return table.table();
    }

    @Override
    public List<VirtualServiceStatus> services() {
        checkOpen();
        return table.services();
    }

    @Override
    public void readServices(Consumer<? super VirtualServiceStatus> consumer) {
        checkOpen();
        handOut(table.services(), consumer);
    }

    @Override
    public void readRealServers(VirtualServiceKey key, Consumer<? super RealServerStatus> consumer) {
        checkOpen();
        handOut(table.realServers(key), consumer);
    }

    private <T> void handOut(List<T> rows, Consumer<? super T> consumer) {
        readers.add(Thread.currentThread());
        try {
            rows.forEach(consumer);
        } finally {
            readers.remove(Thread.currentThread());
        }
    }

    @Override
    public List<ServiceStatistics> statistics() {
        checkOpen();
        return table.statistics();
    }

    @Override
    public Timeouts timeouts() {
        checkOpen();
        synchronized (table) {
            return table.settings.timeouts();
        }
    }

    @Override
    public void setTimeouts(Timeouts timeouts) {
        checkOpen();
        synchronized (table) {
            table.settings.set(timeouts);
        }
    }

    @Override
    public List<SyncDaemon> syncDaemons() {
        checkOpen();
        synchronized (table) {
            return table.settings.daemons();
        }
    }

    @Override
    public void startSyncDaemon(SyncDaemon daemon) {
        checkOpen();
        synchronized (table) {
            table.settings.start(daemon, table.hasMixedFamilies());
        }
    }

    @Override
    public void stopSyncDaemon(SyncDaemon.Role role) {
        checkOpen();
        synchronized (table) {
            table.settings.stop(role);
        }
    }

    @Override
    public Optional<VirtualServiceStatus> service(VirtualServiceKey key) {
        checkOpen();
        return Optional.ofNullable(table.service(key));
    }

    @Override
    public List<RealServerStatus> realServers(VirtualServiceKey key) {
        checkOpen();
        return table.realServers(key);
    }

    @Override
    public void create(VirtualService definition) {
        make(new IpvsChange.CreateService(definition));
    }

    @Override
    public void update(VirtualService definition) {
        make(new IpvsChange.UpdateService(definition));
    }

    @Override
    public void remove(VirtualServiceKey key) {
        make(new IpvsChange.RemoveService(key));
    }

    @Override
    public void create(VirtualServiceKey service, RealServer definition) {
        make(new IpvsChange.CreateRealServer(service, definition));
    }

    @Override
    public void update(VirtualServiceKey service, RealServer definition) {
        make(new IpvsChange.UpdateRealServer(service, definition));
    }

    @Override
    public void remove(VirtualServiceKey service, RealServerKey realServer) {
        make(new IpvsChange.RemoveRealServer(service, realServer));
    }

    @Override
    public void zero() {
        checkOpen();
        table.zero();
    }

    @Override
    public void zero(VirtualServiceKey key) {
        checkOpen();
        table.zero(key);
    }

    @Override
    public void flush() {
        checkOpen();
        table.flush();
    }

    @Override
    public ApplyOutcome apply(IpvsPlan plan, ApplyMode mode) {
        checkOpen();
        Map<Integer, LvsException> failures = new TreeMap<>();
        List<IpvsChange> changes = plan.changes();
        int attempted = 0;
        while (attempted < changes.size()) {
            KernelException failure = attempt(changes.get(attempted));
            if (failure != null) {
                failures.put(attempted, failure);
            }
            attempted++;
            if (failure != null && mode == ApplyMode.STOP_AT_FIRST_FAILURE) {
                break;
            }
        }
        return new ApplyOutcome(plan, attempted, failures, Set.of());
    }

    @Override
    public void close() {
        checkNotReading();
        closed = true;
    }

    private @Nullable KernelException attempt(IpvsChange change) {
        try {
            make(change);
            return null;
        } catch (KernelException e) {
            return e;
        }
    }

    private void make(IpvsChange change) {
        checkOpen();
        messages.add(change);
        refusal.apply(change).ifPresent(refused -> {
            throw refused;
        });
        table.make(change);
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("this Ipvs is closed; open another one");
        }
        checkNotReading();
    }

    private void checkNotReading() {
        if (readers.contains(Thread.currentThread())) {
            throw new IllegalStateException(
                    "called from within a reading that hands out its rows; let the consumer use another object,"
                            + " opened beside this one");
        }
    }
}
