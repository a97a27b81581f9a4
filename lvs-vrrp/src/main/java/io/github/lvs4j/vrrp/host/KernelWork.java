package io.github.lvs4j.vrrp.host;

import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.route.InterfaceAddress;
import io.github.lvs4j.time.Ticker;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.port.InterfaceCondition;
import io.github.lvs4j.vrrp.port.VrrpPorts;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that may wait for the kernel's routing lock, done on another thread in the order of the decisions, so that it never
 * delays an advertisement. Results come back through the loop's mailbox. Called by the loop, and by link news.
 */
final class KernelWork {

    private static final Logger LOG = LoggerFactory.getLogger(KernelWork.class);

    private final VrrpPorts ports;
    private final Executor executor;
    private final Executor mailbox;
    private final Ticker ticker;
    private final Set<InterfaceName> toInspect = ConcurrentHashMap.newKeySet();

    KernelWork(VrrpPorts ports, Executor executor, Executor mailbox) {
        this.ports = ports;
        this.executor = executor;
        this.mailbox = mailbox;
        this.ticker = ports.ticker();
    }

    /** Installs addresses; the result is null or what went wrong. */
    void bind(VirtualRouter router, Consumer<@Nullable RuntimeException> result) {
        execute(() -> {
            RuntimeException failure = attempt(() -> ports.binder().bind(router));
            mailbox.execute(() -> result.accept(failure));
        });
    }

    /**
     * Prolongs leases, unless the order is older than its patience when its turn comes: after a pause of the whole process the
     * loop must first find out whether it is still master. The result is whether it was done.
     */
    void refresh(VirtualRouter router, long patienceNanos, Consumer<Boolean> done, Consumer<RuntimeException> failed) {
        long ordered = ticker.nowNanos();
        execute(() -> {
            boolean stale = ticker.nowNanos() - ordered > patienceNanos;
            RuntimeException failure = stale ? null : prolong(router);
            mailbox.execute(() -> {
                if (failure == null) {
                    done.accept(!stale);
                } else {
                    failed.accept(failure);
                }
            });
        });
    }

    /** As attempt, without allocating: each advertisement orders it. */
    private @Nullable RuntimeException prolong(VirtualRouter router) {
        try {
            ports.binder().bind(router);
            return null;
        } catch (RuntimeException failure) {
            return failure;
        }
    }

    /** Removes rules and routes, then addresses; the result is null or what went wrong. */
    void unbind(VirtualRouter router, Consumer<@Nullable RuntimeException> result) {
        execute(() -> {
            RuntimeException routes = attempt(() -> ports.routes().unbind(router));
            RuntimeException addresses = attempt(() -> ports.binder().unbind(router));
            if (addresses != null && routes != null) {
                addresses.addSuppressed(routes);
            }
            RuntimeException failure = addresses != null ? addresses : routes;
            mailbox.execute(() -> result.accept(failure));
        });
    }

    /** Adds routes and rules; the result is null or what went wrong. */
    void bindRoutes(VirtualRouter router, Consumer<@Nullable RuntimeException> result) {
        execute(() -> {
            RuntimeException failure = attempt(() -> ports.routes().bind(router));
            mailbox.execute(() -> result.accept(failure));
        });
    }

    /** Puts back missing routes and rules; the result is what was missing, or what went wrong. */
    void restoreRoutes(VirtualRouter router, BiConsumer<List<String>, @Nullable RuntimeException> result) {
        execute(() -> {
            List<String> missing = new ArrayList<>();
            RuntimeException failure = attempt(() -> {
                missing.addAll(ports.routes().missing(router));
                if (!missing.isEmpty()) {
                    ports.routes().bind(router);
                }
            });
            mailbox.execute(() -> result.accept(missing, failure));
        });
    }

    /** Removes what bears our mark of the addresses of a router that is not master; the result is what was there. */
    void clear(VirtualRouter router, Consumer<List<InterfaceAddress>> found, Consumer<RuntimeException> failed) {
        execute(() -> {
            try {
                List<InterfaceAddress> present = ports.binder().clear(router);
                mailbox.execute(() -> found.accept(present));
            } catch (RuntimeException failure) {
                mailbox.execute(() -> failed.accept(failure));
            }
        });
    }

    /** Finds out whether all addresses are there. */
    void verify(VirtualRouter router, Consumer<Boolean> bound, Consumer<RuntimeException> failed) {
        execute(() -> {
            try {
                boolean answer = ports.binder().isBound(router);
                mailbox.execute(() -> bound.accept(answer));
            } catch (RuntimeException failure) {
                mailbox.execute(() -> failed.accept(failure));
            }
        });
    }

    /**
     * Reads an interface; once for all orders that come before it is this one's turn, or a flood of link news would keep
     * leases from being prolonged.
     */
    void inspect(InterfaceName name, Consumer<InterfaceCondition> seen, Consumer<RuntimeException> failed) {
        if (!toInspect.add(name)) {
            return;
        }
        execute(() -> {
            toInspect.remove(name);
            try {
                InterfaceCondition condition = ports.links().inspect(name);
                mailbox.execute(() -> seen.accept(condition));
            } catch (RuntimeException failure) {
                mailbox.execute(() -> failed.accept(failure));
            }
        });
    }

    /** Anything else that may wait. Not done any more once the router closes: what must be done then is queued by then. */
    void execute(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException closing) {
            LOG.debug("not done, the router closes", closing);
        }
    }

    private static @Nullable RuntimeException attempt(Runnable task) {
        try {
            task.run();
            return null;
        } catch (RuntimeException failure) {
            return failure;
        }
    }
}
