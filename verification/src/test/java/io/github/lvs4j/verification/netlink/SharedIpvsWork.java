package io.github.lvs4j.verification.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.error.InterruptedReadException;
import io.github.lvs4j.ipvs.Ipvs;
import io.github.lvs4j.ipvs.IpvsTable;
import io.github.lvs4j.ipvs.RealServer;
import io.github.lvs4j.ipvs.RealServerKey;
import io.github.lvs4j.ipvs.Scheduler;
import io.github.lvs4j.ipvs.VirtualService;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.ipvs.status.RealServerStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntPredicate;

/**
 * Eight threads on one {@link Ipvs}. Each owns services of its own and knows what they must be; one service is shared: there
 * each thread has a server whose weight only grows, and all count together in one more server's weight, by turns.
 */
final class SharedIpvsWork {

    static final int THREADS = 8;
    private static final VirtualServiceKey SHARED = VirtualServiceKey.tcp("192.0.2.100", 80);
    private static final String COUNTER = "198.51.100.99";

    private final Ipvs ipvs;
    private final long seed;
    private final Object counterTurn = new Object();
    private final AtomicLong operations = new AtomicLong();
    private final AtomicLong tables = new AtomicLong();
    private final AtomicLong changedWhileRead = new AtomicLong();
    private int counted;

    SharedIpvsWork(Ipvs ipvs, long seed) {
        this.ipvs = ipvs;
        this.seed = seed;
    }

    /** Works until each thread's predicate of its operations so far says that it is enough; then judges the table. */
    String run(IntPredicate isEnough) throws Exception {
        VirtualService shared =
                VirtualService.builder().key(SHARED).scheduler(Scheduler.WRR).build();
        ipvs.create(shared);
        ipvs.create(SHARED, RealServer.masquerade(COUNTER, 80, 0));
        List<OwnedServices> owners = new ArrayList<>();
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            OwnedServices own = new OwnedServices(ipvs, i, seed + i);
            int caller = i;
            owners.add(own);
            tasks.add(() -> work(caller, own, isEnough));
        }
        List<Integer> weights = inThreads(tasks);
        IpvsTable.Builder expected = IpvsTable.builder();
        List<RealServer> servers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            servers.add(RealServer.masquerade(address(i), 80, weights.get(i)));
        }
        servers.add(RealServer.masquerade(COUNTER, 80, counted));
        expected.add(shared, servers.toArray(RealServer[]::new));
        owners.forEach(own -> own.addTo(expected));
        assertThat(ipvs.table()).isEqualTo(expected.build());
        return operations.get() + " operations of " + THREADS + " threads, " + counted + " counted together, " + tables
                + " whole tables read, " + changedWhileRead + " more said to have changed under the reading";
    }

    private static List<Integer> inThreads(List<Callable<Integer>> tasks) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(tasks.size());
        try {
            List<Integer> results = new ArrayList<>();
            for (Future<Integer> done : callers.invokeAll(tasks)) {
                results.add(done.get());
            }
            return results;
        } finally {
            callers.shutdownNow();
        }
    }

    /** What this thread's server in the shared service weighs at the end. */
    private int work(int caller, OwnedServices own, IntPredicate isEnough) {
        ipvs.create(SHARED, RealServer.masquerade(address(caller), 80, 0));
        int[] seen = new int[THREADS];
        int weight = 0;
        for (int i = 0; !isEnough.test(i); i++) {
            switch (own.random(10)) {
                case 0, 1 -> ipvs.update(SHARED, RealServer.masquerade(address(caller), 80, ++weight));
                case 2 -> count();
                case 3 -> watch(caller, weight, seen);
                case 4 -> readTable(own);
                default -> own.step();
            }
            operations.incrementAndGet();
        }
        watch(caller, weight, seen);
        return weight;
    }

    /** Read, add one, write: none of it may be lost. */
    private void count() {
        synchronized (counterTurn) {
            int before = ipvs.realServers(SHARED).stream()
                    .map(RealServerStatus::definition)
                    .filter(server -> server.key().equals(RealServerKey.of(COUNTER, 80)))
                    .findFirst()
                    .orElseThrow()
                    .weight();
            assertThat(before).isEqualTo(counted);
            counted++;
            ipvs.update(SHARED, RealServer.masquerade(COUNTER, 80, counted));
        }
    }

    /** No weight goes back, and one's own is what one wrote last. */
    private void watch(int caller, int weight, int[] seen) {
        for (RealServerStatus status : ipvs.realServers(SHARED)) {
            for (int i = 0; i < THREADS; i++) {
                if (status.definition().key().equals(RealServerKey.of(address(i), 80))) {
                    assertThat(status.definition().weight()).isGreaterThanOrEqualTo(seen[i]);
                    seen[i] = status.definition().weight();
                }
            }
        }
        assertThat(seen[caller]).isEqualTo(weight);
    }

    private void readTable(OwnedServices own) {
        try {
            own.check(ipvs.table());
            tables.incrementAndGet();
        } catch (InterruptedReadException e) {
            assertThat(e).hasMessageContaining("read again later");
            changedWhileRead.incrementAndGet();
        }
    }

    private static String address(int caller) {
        return "198.51.100." + (caller + 1);
    }
}
