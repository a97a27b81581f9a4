package io.github.lvs4j.ipvs;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The changes that lead from an observed table to a desired one, and nothing else: what is equal is not mentioned, what
 * differs is changed in place, only what is gone is removed. A plan is a value: print it, store it, or hand it to
 * {@link Ipvs#apply(IpvsPlan)}.
 *
 * <p>Services are created and updated before anything is removed, and within a service servers are added and updated
 * before others go, so that no service is without servers on the way unless it is meant to be. Pools are processed in
 * the desired table's order.
 *
 * @param scope which services the plan was allowed to touch
 * @param changes one message to the kernel each, in the order in which they are sent
 */
public record IpvsPlan(IpvsScope scope, List<IpvsChange> changes) {

    /** Copies the list. */
    public IpvsPlan {
        changes = List.copyOf(changes);
    }

    /**
     * The plan that makes the desired services what they should be and leaves all other services alone.
     *
     * @param observed the table as it is
     * @param desired the services as they should be
     * @return the difference; empty if there is none
     */
    public static IpvsPlan between(IpvsTable observed, IpvsTable desired) {
        return between(observed, desired, new IpvsScope.Services(desired.keys()));
    }

    /**
     * The plan that makes the services in scope what they should be: those in scope that are not desired are removed.
     *
     * @param observed the table as it is
     * @param desired the services as they should be
     * @param scope which services may be touched; desired services outside it are an error
     * @return the difference; empty if there is none
     * @throws IllegalArgumentException if a desired service lies outside the scope
     */
    public static IpvsPlan between(IpvsTable observed, IpvsTable desired, IpvsScope scope) {
        List<IpvsChange> changes = new ArrayList<>();
        List<IpvsChange> removals = new ArrayList<>();
        RealServerIndex index = new RealServerIndex();
        for (ServicePool pool : desired.byKey().values()) {
            if (!scope.covers(pool.key())) {
                throw new IllegalArgumentException("virtual service " + pool.key()
                        + " is desired but outside the plan's scope (" + scope + "); widen the scope");
            }
            ServicePool present = observed.byKey().get(pool.key());
            if (present == null) {
                create(pool, changes);
            } else {
                change(present, pool, index, changes, removals);
            }
        }
        changes.addAll(removals);
        for (VirtualServiceKey key : observed.byKey().keySet()) {
            if (scope.covers(key) && !desired.byKey().containsKey(key)) {
                changes.add(new IpvsChange.RemoveService(key));
            }
        }
        return new IpvsPlan(scope, changes);
    }

    private static void create(ServicePool pool, List<IpvsChange> changes) {
        changes.add(new IpvsChange.CreateService(pool.service()));
        for (RealServer server : pool.realServers()) {
            changes.add(new IpvsChange.CreateRealServer(pool.key(), server));
        }
    }

    private static void change(
            ServicePool present,
            ServicePool wanted,
            RealServerIndex index,
            List<IpvsChange> changes,
            List<IpvsChange> removals) {
        if (!present.service().equals(wanted.service())) {
            changes.add(new IpvsChange.UpdateService(wanted.service()));
        }
        // Most pools are equal, and most that are not differ in a few places: only what lies between is looked up.
        int equalBefore = equalBefore(present.realServers(), wanted.realServers());
        if (equalBefore == present.realServers().size()
                && equalBefore == wanted.realServers().size()) {
            return;
        }
        int equalAfter = equalAfter(present.realServers(), wanted.realServers(), equalBefore);
        List<RealServer> before = middle(present.realServers(), equalBefore, equalAfter);
        List<RealServer> after = middle(wanted.realServers(), equalBefore, equalAfter);
        if (!after.isEmpty()) {
            index.index(before);
            addAndUpdate(wanted.key(), before, after, index, changes);
        }
        if (!before.isEmpty()) {
            index.index(after);
            remove(wanted.key(), before, index, removals);
        }
    }

    private static void addAndUpdate(
            VirtualServiceKey service,
            List<RealServer> before,
            List<RealServer> after,
            RealServerIndex index,
            List<IpvsChange> changes) {
        for (RealServer server : after) {
            int position = index.position(server.key());
            if (position < 0) {
                changes.add(new IpvsChange.CreateRealServer(service, server));
            } else if (!before.get(position).equals(server)) {
                changes.add(new IpvsChange.UpdateRealServer(service, server));
            }
        }
    }

    private static void remove(
            VirtualServiceKey service, List<RealServer> before, RealServerIndex index, List<IpvsChange> removals) {
        for (RealServer server : before) {
            if (index.position(server.key()) < 0) {
                removals.add(new IpvsChange.RemoveRealServer(service, server.key()));
            }
        }
    }

    private static int equalBefore(List<RealServer> left, List<RealServer> right) {
        int most = Math.min(left.size(), right.size());
        int count = 0;
        while (count < most && left.get(count).equals(right.get(count))) {
            count++;
        }
        return count;
    }

    private static int equalAfter(List<RealServer> left, List<RealServer> right, int equalBefore) {
        int most = Math.min(left.size(), right.size()) - equalBefore;
        int count = 0;
        while (count < most && left.get(left.size() - 1 - count).equals(right.get(right.size() - 1 - count))) {
            count++;
        }
        return count;
    }

    private static List<RealServer> middle(List<RealServer> servers, int equalBefore, int equalAfter) {
        return servers.subList(equalBefore, servers.size() - equalAfter);
    }

    /**
     * Whether observed and desired table agreed within the scope.
     *
     * @return true if there is nothing to do
     */
    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** The plan as text: its scope, then one change a line. */
    @Override
    public String toString() {
        if (isEmpty()) {
            return "nothing to change within " + scope;
        }
        return changes.stream()
                .map(change -> "  " + change)
                .collect(Collectors.joining("\n", changes.size() + " changes within " + scope + ":\n", ""));
    }
}
