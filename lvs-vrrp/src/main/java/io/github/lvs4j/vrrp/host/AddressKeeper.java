package io.github.lvs4j.vrrp.host;

import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.vrrp.VirtualAddress;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VrrpEvent;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * One router's virtual addresses: has them installed, prolonged, announced and removed, and notices when one is lost. Announcing
 * waits until they are installed. Confined to the loop.
 */
final class AddressKeeper {

    private static final long PAUSE_NANOS = 950_000_000L; // once a second, and a timer may be early against the last

    private final VirtualRouter router;
    private final LoopServices services;
    private final RouterHost host;
    private final AnnouncementQueue announcements;
    private final long pauseNanos;
    private boolean wanted;
    private int turn; // tells results of the present mastership from those of a former one
    private int pendingBinds;
    private boolean failed; // the last attempt to install them
    private boolean refreshing;
    private boolean verifying;
    private long refreshedNanos;

    AddressKeeper(VirtualRouter router, LoopServices services, RouterHost host) {
        this.router = router;
        this.services = services;
        this.host = host;
        this.announcements = new AnnouncementQueue(router.addresses().size());
        // A lease of 1 s ends 20 ms before or after its second: with one order a second it would be a race.
        this.pauseNanos = Math.min(PAUSE_NANOS, router.leaseTime().toNanos() / 4);
    }

    void add() {
        wanted = true;
        turn++;
        pendingBinds++;
        refreshedNanos = services.nowNanos();
        services.kernel().bind(router, failure -> {
            pendingBinds--;
            failed = failure != null;
            report("installing the virtual addresses", failure);
        });
    }

    void remove() {
        wanted = false;
        turn++;
        announcements.clear();
        services.kernel().unbind(router, failure -> report("removing the virtual addresses", failure));
    }

    /**
     * Prolongs the lease, at most once a second unless it is shorter than that, never twice at a time. Addresses without lease
     * are installed anew if that has failed.
     */
    void refresh() {
        long now = services.nowNanos();
        boolean due = router.isLeased() || (failed && pendingBinds == 0);
        if (!wanted || !due || refreshing || now - refreshedNanos < pauseNanos) {
            return;
        }
        refreshing = true;
        refreshedNanos = now;
        long patience = router.advertisementInterval().toNanos();
        services.kernel()
                .refresh(
                        router,
                        patience,
                        done -> {
                            refreshing = false;
                            failed &= !done;
                        },
                        failure -> {
                            refreshing = false;
                            failed = true;
                            if (wanted) {
                                report("installing or prolonging the virtual addresses", failure);
                            }
                        });
    }

    void announce(int rounds) {
        announcements.enqueue(rounds);
    }

    boolean canAnnounce() {
        return wanted && pendingBinds == 0 && !announcements.isEmpty();
    }

    /** Sends one announcement. */
    void announceNext() {
        VirtualAddress address = router.addresses().get(announcements.next());
        InterfaceName where = host.interfaceOf(address);
        try {
            services.announcer()
                    .announce(
                            where,
                            services.condition(where).mac(),
                            address.prefix().address());
        } catch (RuntimeException failure) {
            announcements.clear();
            report("announcing " + address.prefix(), failure);
        }
    }

    /** An address was removed somewhere: if it was ours, find out whether it is still gone, for a lease may have renewed it. */
    void onAddressRemoved(InterfaceName where, InetAddress removed) {
        boolean ours = router.addresses().stream()
                .anyMatch(address -> address.prefix().address().equals(removed)
                        && host.interfaceOf(address).equals(where));
        if (!ours || !wanted || verifying) {
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
