package io.github.lvs4j.vrrp.host;

import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.net.MacAddress;
import io.github.lvs4j.route.InterfaceAddress;
import io.github.lvs4j.route.RouteProtocol;
import io.github.lvs4j.vrrp.VirtualAddress;
import io.github.lvs4j.vrrp.VirtualMac;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VrrpEvent;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One router's virtual addresses: has them installed, prolonged, announced and removed, notices when one is lost, and when
 * somebody adds one to a backup. Announcing waits until they and the routes are installed. Confined to the loop.
 */
final class AddressKeeper {

    private static final long RETRY_NANOS = 950_000_000L; // once a second, and a timer may be early against the last
    private static final long PAUSE_NANOS = 400_000_000L; // advertisements may be more frequent than leases need

    private final VirtualRouter router;
    private final LoopServices services;
    private final RouterHost host;
    private final RouteKeeper routes;
    private final Announcements announcements;
    private final Map<InterfaceName, MacAddress> macs = new HashMap<>();
    private final Set<String> foreign = new HashSet<>(); // found and reported
    private final Consumer<Boolean> onRefreshed = this::refreshed; // made once: each advertisement orders this
    private final Consumer<RuntimeException> onRefreshFailed = this::refreshFailed;
    private final long pauseNanos;
    private volatile boolean wanted; // read by link news
    private int turn; // tells results of the present mastership from those of a former one
    private int pendingBinds;
    private boolean failed; // the last attempt to install them
    private boolean refreshing;
    private boolean verifying;
    private long refreshedNanos;
    private long halfwayNanos; // to the next advertisement
    private boolean halfway; // is yet to come
    private boolean removing;
    private boolean leftBehind; // the last attempt to remove them failed
    private long removedNanos;
    private boolean clearing;
    private boolean clearAgain;

    AddressKeeper(VirtualRouter router, LoopServices services, RouterHost host) {
        this.router = router;
        this.services = services;
        this.host = host;
        this.routes = new RouteKeeper(router, services);
        this.announcements = new Announcements(router, services.pacer());
        // A lease of 1 s ends 20 ms before or after its second: with one order a second it would be a race.
        this.pauseNanos = Math.min(PAUSE_NANOS, router.leaseTime().toNanos() / 4);
    }

    void add() {
        wanted = true;
        turn++;
        leftBehind = false;
        foreign.clear();
        pendingBinds++;
        refreshedNanos = services.nowNanos();
        services.kernel().bind(router, failure -> {
            pendingBinds--;
            failed = failure != null;
            report("installing the virtual addresses", failure);
        });
        routes.add();
    }

    void remove() {
        wanted = false;
        turn++;
        announcements.end();
        routes.remove();
        foreign.clear();
        leftBehind = false;
        orderRemoval();
    }

    private void orderRemoval() {
        removing = true;
        int asked = turn;
        services.kernel().unbind(router, failure -> {
            if (asked != turn) {
                report("removing the virtual addresses", failure);
                return;
            }
            removing = false;
            removedNanos = services.nowNanos();
            if (!leftBehind) {
                report("removing the virtual addresses", failure);
            }
            leftBehind = failure != null;
        });
    }

    /** An advertisement was sent: prolongs the lease. Addresses without lease are installed anew if that has failed. */
    void refresh() {
        routes.retry();
        long now = services.nowNanos();
        long interval = router.advertisementInterval().toNanos();
        halfway = router.isLeased() && interval / 2 >= pauseNanos;
        halfwayNanos = now + interval / 2;
        if (router.isLeased() || (failed && pendingBinds == 0)) {
            refresh(now, interval);
        }
    }

    /**
     * Prolongs the lease halfway to the next advertisement, or else it would have to be longer than a backup waits to outlive a
     * pause. After a stall of half an interval that is left to the next one: who is late must first find out whether he is
     * master.
     */
    void refreshHalfway(long nowNanos) {
        if (!wanted || !halfway || nowNanos < halfwayNanos) {
            return;
        }
        halfway = false;
        long half = router.advertisementInterval().toNanos() / 2;
        if (nowNanos - halfwayNanos < half) {
            refresh(nowNanos, half);
        }
    }

    /** Not more often than a lease needs, never twice at a time. */
    private void refresh(long now, long patience) {
        if (!wanted || refreshing || now - refreshedNanos < pauseNanos) {
            return;
        }
        refreshing = true;
        refreshedNanos = now;
        services.kernel().refresh(router, patience, onRefreshed, onRefreshFailed);
    }

    private void refreshed(boolean done) {
        refreshing = false;
        failed &= !done;
    }

    private void refreshFailed(RuntimeException failure) {
        refreshing = false;
        failed = true;
        if (wanted) {
            report("installing or prolonging the virtual addresses", failure);
        }
    }

    void announce(int rounds) {
        if (wanted) {
            announcements.enqueue(rounds, services.nowNanos());
        }
    }

    /** Whether this is a master's. Any thread. */
    boolean isWanted() {
        return wanted;
    }

    boolean canAnnounce(long nowNanos) {
        return isReady() && announcements.nanosToNext(nowNanos) <= 0;
    }

    private boolean isReady() {
        return wanted && pendingBinds == 0 && routes.isSettled();
    }

    /** How long until something is to be done here: an announcement, a lease, or another attempt to remove what is left. */
    long nanosToNextDuty(long nowNanos) {
        if (!wanted) {
            return mustRemoveAgain() ? removedNanos + RETRY_NANOS - nowNanos : Long.MAX_VALUE;
        }
        return Math.min(
                isReady() ? announcements.nanosToNext(nowNanos) : Long.MAX_VALUE,
                halfway ? halfwayNanos - nowNanos : Long.MAX_VALUE);
    }

    /** What a backup could not remove would answer beside the new master: it is tried again, once a second. */
    void removeWhatIsLeft(long nowNanos) {
        if (mustRemoveAgain() && nowNanos - removedNanos >= RETRY_NANOS) {
            orderRemoval();
        }
    }

    private boolean mustRemoveAgain() {
        return !wanted && leftBehind && !removing;
    }

    /** Whether they are installed and the announcements sent. */
    boolean isDone() {
        return isReady() && !failed && announcements.isIdle();
    }

    /** Sends one announcement. */
    void announceNext() {
        VirtualAddress address = announcements.next(services.nowNanos());
        InterfaceName where = router.placeOf(address);
        try {
            services.announcer().announce(where, macOf(where), address.prefix().address());
        } catch (RuntimeException failure) {
            announcements.drop();
            report("announcing " + address.prefix(), failure);
        }
    }

    /** Tells the link our own address, so that unicast peers need not ask for it before they can be heard or answered. */
    void announceSource(InetAddress source) {
        try {
            services.announcer()
                    .announce(
                            router.interfaceName(),
                            services.condition(router.interfaceName()).mac(),
                            source);
        } catch (RuntimeException failure) {
            report("announcing " + IpAddress.format(source), failure);
        }
    }

    private MacAddress macOf(InterfaceName where) {
        return router.virtualMacInterface().equals(Optional.of(where))
                ? VirtualMac.addressOf(router.id(), router.family())
                : services.condition(where).mac();
    }

    /** An interface has changed: its MAC address may be another, its routes may be gone, or a virtual MAC's is down. */
    void onConditionsChanged() {
        boolean changed = false;
        for (VirtualAddress address : router.installedAddresses()) {
            InterfaceName where = router.placeOf(address);
            MacAddress mac = macOf(where);
            if (!mac.equals(MacAddress.ZERO)) {
                MacAddress before = macs.put(where, mac);
                changed |= before != null && !before.equals(mac);
            }
        }
        if (!wanted) {
            return;
        }
        if (changed) {
            announce(router.announcement().repeat());
        }
        routes.check();
        router.virtualMacInterface()
                .filter(name -> !services.condition(name).usable())
                .ifPresent(name -> verify());
    }

    void onRoutingRemoved() {
        routes.check();
    }

    /** Anything may have happened. */
    void onNewsLost() {
        if (wanted) {
            routes.check();
            verify();
        } else {
            clear();
        }
    }

    /** An address was added somewhere: if it is one of ours and we are not master, somebody else did that. */
    void onAddressAdded(InterfaceName where, InetAddress added) {
        if (!wanted && isOurs(where, added)) {
            clear();
        }
    }

    private void clear() {
        if (clearing) {
            clearAgain = true;
            return;
        }
        clearing = true;
        int asked = turn;
        services.kernel()
                .clear(
                        router,
                        found -> {
                            clearing = false;
                            if (!wanted && asked == turn) {
                                reportAppeared(found);
                            }
                            if (clearAgain && !wanted) {
                                clear();
                            }
                            clearAgain = false;
                        },
                        failure -> {
                            clearing = false;
                            clearAgain = false;
                            report("removing an address that somebody added", failure);
                        });
    }

    private void reportAppeared(List<InterfaceAddress> found) {
        foreign.retainAll(found.stream().map(AddressKeeper::name).toList());
        for (InterfaceAddress address : found) {
            boolean removed = address.protocol().equals(RouteProtocol.LVS4J);
            if (removed || foreign.add(name(address))) {
                services.publish(new VrrpEvent.AddressAppeared(services.wallTime(), router.name(), address, removed));
            }
        }
    }

    private static String name(InterfaceAddress address) {
        return address.prefix() + " " + address.interfaceName();
    }

    private boolean isOurs(InterfaceName where, InetAddress address) {
        return router.installedAddresses().stream()
                .anyMatch(one -> one.prefix().address().equals(address)
                        && router.placeOf(one).equals(where));
    }

    /** An address was removed somewhere: if it was ours, find out whether it is still gone, for a lease may have renewed it. */
    void onAddressRemoved(InterfaceName where, InetAddress removed) {
        if (wanted && isOurs(where, removed)) {
            routes.check();
            verify();
        }
    }

    private void verify() {
        if (verifying) {
            return;
        }
        verifying = true;
        int asked = turn;
        services.kernel()
                .verify(
                        router,
                        bound -> {
                            verifying = false;
                            if (!bound && wanted && asked == turn) {
                                host.carryOut(host.machine().onAddressLost(services.nowNanos()));
                            }
                        },
                        failure -> {
                            verifying = false;
                            report("looking for the virtual addresses", failure);
                        });
    }

    private void report(String operation, @Nullable RuntimeException failure) {
        if (failure != null) {
            services.publish(new VrrpEvent.OperationFailed(services.wallTime(), router.name(), operation, failure));
        }
    }
}
