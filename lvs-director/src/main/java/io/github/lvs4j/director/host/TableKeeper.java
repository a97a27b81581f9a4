package io.github.lvs4j.director.host;

import io.github.lvs4j.director.DirectorEvent;
import io.github.lvs4j.director.DirectorEvent.Cause;
import io.github.lvs4j.error.LvsException;
import io.github.lvs4j.ipvs.ApplyOutcome;
import io.github.lvs4j.ipvs.Ipvs;
import io.github.lvs4j.ipvs.IpvsPlan;
import io.github.lvs4j.ipvs.IpvsScope;
import io.github.lvs4j.ipvs.IpvsTable;
import io.github.lvs4j.ipvs.ServicePool;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * Keeps our part of the kernel's table as it is desired: always reads before it plans, so that what others did in the
 * meantime is seen, repaired and reported. Confined to the director's loop.
 */
final class TableKeeper {

    private final Ipvs ipvs;
    private final Consumer<DirectorEvent> events;
    private IpvsScope scope = IpvsScope.services(List.of());
    private IpvsTable desired = IpvsTable.empty();
    private List<VirtualServiceKey> foreign = List.of();
    private boolean settled = true;
    private long driftRepairs;

    TableKeeper(Ipvs ipvs, Consumer<DirectorEvent> events) {
        this.ipvs = ipvs;
        this.events = events;
    }

    /**
     * Goes over to another set of services, whole or not at all.
     *
     * @throws LvsException if the kernel refuses a change; the table is as it was before
     */
    ApplyOutcome replace(IpvsTable next, IpvsScope nextScope, Cause cause) {
        IpvsTable before = ipvs.table();
        IpvsScope both = scope.and(nextScope);
        IpvsPlan plan = IpvsPlan.between(before, next, both);
        ApplyOutcome outcome = ipvs.apply(plan);
        if (!outcome.isComplete()) {
            restore(before, both);
            outcome.orThrow();
        }
        desired = next;
        scope = nextScope;
        settled = true;
        noteForeign(before);
        report(cause, plan, outcome);
        return outcome;
    }

    /** Another desired table of the same services: weights, servers in and out. */
    void settle(IpvsTable next, Cause cause) {
        desired = next;
        reconcile(cause);
    }

    /** Compares the kernel's table with the desired one and repairs the difference. */
    void reconcile(Cause cause) {
        try {
            IpvsTable observed = ipvs.table();
            noteForeign(observed);
            IpvsPlan plan = IpvsPlan.between(observed, desired, scope);
            if (plan.isEmpty()) {
                settled = true;
                return;
            }
            Cause real = cause == Cause.DRIFT && !settled ? Cause.RETRY : cause;
            ApplyOutcome outcome = ipvs.apply(plan);
            settled = outcome.isComplete();
            if (real == Cause.DRIFT) {
                driftRepairs++;
            }
            report(real, plan, outcome);
        } catch (LvsException e) {
            settled = false;
            events.accept(new DirectorEvent.TableFailed(e));
        }
    }

    /** Takes our services out of the table. */
    void clear() {
        IpvsPlan plan = IpvsPlan.between(ipvs.table(), IpvsTable.empty(), owned());
        ApplyOutcome outcome = ipvs.apply(plan);
        report(Cause.CLOSE, plan, outcome);
        desired = IpvsTable.empty();
    }

    IpvsTable desired() {
        return desired;
    }

    List<VirtualServiceKey> foreign() {
        return foreign;
    }

    long driftRepairs() {
        return driftRepairs;
    }

    boolean isSettled() {
        return settled;
    }

    /** Only what is configured goes at the end: an exclusive owner that leaves does not empty what it never saw. */
    private IpvsScope owned() {
        return IpvsScope.services(keys(desired.pools()));
    }

    private void restore(IpvsTable before, IpvsScope within) {
        List<ServicePool> ours = before.pools().stream()
                .filter(pool -> within.covers(pool.key()))
                .toList();
        ipvs.apply(IpvsPlan.between(ipvs.table(), IpvsTable.of(ours), within));
    }

    private void noteForeign(IpvsTable observed) {
        List<VirtualServiceKey> now = keys(observed.pools()).stream()
                .filter(key -> !scope.covers(key))
                .toList();
        if (!now.equals(foreign)) {
            foreign = now;
            events.accept(new DirectorEvent.ForeignServices(now));
        }
    }

    private void report(Cause cause, IpvsPlan plan, ApplyOutcome outcome) {
        if (!plan.isEmpty()) {
            events.accept(new DirectorEvent.TableChanged(cause, plan, outcome));
        }
    }

    static List<VirtualServiceKey> keys(Collection<ServicePool> pools) {
        return pools.stream().map(ServicePool::key).toList();
    }
}
