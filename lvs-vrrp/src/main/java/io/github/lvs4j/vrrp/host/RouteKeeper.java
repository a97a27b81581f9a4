package io.github.lvs4j.vrrp.host;

import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VrrpEvent;
import org.jspecify.annotations.Nullable;

/**
 * One router's virtual routes and rules: has them added, and put back when they are lost, which does not end the mastership: a
 * route is lost with every link that goes down. They are removed together with the addresses. Confined to the loop.
 */
final class RouteKeeper {

    private static final long PAUSE_NANOS = 950_000_000L;

    private final VirtualRouter router;
    private final LoopServices services;
    private final boolean needed;
    private boolean wanted;
    private int pending;
    private boolean failed; // the last attempt to add them
    private boolean checking;
    private boolean checkAgain;
    private long triedNanos;

    RouteKeeper(VirtualRouter router, LoopServices services) {
        this.router = router;
        this.services = services;
        this.needed =
                !router.virtualRoutes().isEmpty() || !router.virtualRules().isEmpty();
    }

    void add() {
        wanted = needed;
        order();
    }

    void remove() {
        wanted = false;
        checkAgain = false;
    }

    /** Whether nothing is under way. */
    boolean isSettled() {
        return pending == 0;
    }

    /** Tries again, once a second, what has failed. */
    void retry() {
        if (wanted && failed && pending == 0 && services.nowNanos() - triedNanos >= PAUSE_NANOS) {
            order();
        }
    }

    /** Something may have been removed: finds out, and puts it back. */
    void check() {
        if (!wanted) {
            return;
        }
        if (checking) {
            checkAgain = true;
            return;
        }
        checking = true;
        services.kernel().restoreRoutes(router, (restored, failure) -> {
            checking = false;
            if (failure != null) {
                failed = true;
                report(failure);
            } else if (!restored.isEmpty()) {
                services.publish(new VrrpEvent.RoutingRestored(services.wallTime(), router.name(), restored));
            }
            if (checkAgain) {
                checkAgain = false;
                check();
            }
        });
    }

    private void order() {
        if (!wanted) {
            return;
        }
        pending++;
        triedNanos = services.nowNanos();
        services.kernel().bindRoutes(router, failure -> {
            pending--;
            boolean first = !failed;
            failed = failure != null;
            if (first && wanted) {
                report(failure);
            }
        });
    }

    private void report(@Nullable RuntimeException failure) {
        if (failure != null) {
            services.publish(new VrrpEvent.OperationFailed(
                    services.wallTime(), router.name(), "adding the virtual routes and rules", failure));
        }
    }
}
