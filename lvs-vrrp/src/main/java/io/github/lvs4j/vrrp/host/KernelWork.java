package io.github.lvs4j.vrrp.host;

import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.time.Ticker;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.port.InterfaceCondition;
import io.github.lvs4j.vrrp.port.VrrpPorts;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Everything that may wait for the kernel's routing lock, done on another thread in the order of the decisions, so that it never
 * delays an advertisement. Results come back through the loop's mailbox. Called by the loop, and by link news.
 */
final class KernelWork {

    private final VrrpPorts ports;
    private final Executor executor;
    private final Executor mailbox;
    private final Ticker ticker;

    KernelWork(VrrpPorts ports, Executor executor, Executor mailbox) {
        this.ports = ports;
        this.executor = executor;
        this.mailbox = mailbox;
        this.ticker = ports.ticker();
    }

    /** Installs addresses; the result is null or what went wrong. */
    void bind(VirtualRouter router, Consumer<@Nullable RuntimeException> result) {
        executor.execute(() -> {
            RuntimeException failure = attempt(() -> ports.binder().bind(router));
            mailbox.execute(() -> result.accept(failure));
        });
    }

    /**
     * Prolongs leases, unless the order is older than its patience when its turn comes: after a pause of the whole process the
     * loop must first find out whether it is still master.
     */
    void refresh(VirtualRouter router, long patienceNanos, Consumer<@Nullable RuntimeException> result) {
        long ordered = ticker.nowNanos();
        executor.execute(() -> {
            boolean stale = ticker.nowNanos() - ordered > patienceNanos;
            RuntimeException failure =
                    stale ? null : attempt(() -> ports.binder().bind(router));
            mailbox.execute(() -> result.accept(failure));
        });
    }

    /** Removes addresses; the result is null or what went wrong. */
    void unbind(VirtualRouter router, Consumer<@Nullable RuntimeException> result) {
        executor.execute(() -> {
            RuntimeException failure = attempt(() -> ports.binder().unbind(router));
            mailbox.execute(() -> result.accept(failure));
        });
    }

    /** Finds out whether all addresses are there. */
    void verify(VirtualRouter router, Consumer<Boolean> bound, Consumer<RuntimeException> failed) {
        executor.execute(() -> {
            try {
                boolean answer = ports.binder().isBound(router);
                mailbox.execute(() -> bound.accept(answer));
            } catch (RuntimeException failure) {
                mailbox.execute(() -> failed.accept(failure));
            }
        });
    }

    /** Reads an interface. */
    void inspect(InterfaceName name, Consumer<InterfaceCondition> seen, Consumer<RuntimeException> failed) {
        executor.execute(() -> {
            try {
                InterfaceCondition condition = ports.links().inspect(name);
                mailbox.execute(() -> seen.accept(condition));
            } catch (RuntimeException failure) {
                mailbox.execute(() -> failed.accept(failure));
            }
        });
    }

    /** Anything else that may wait. */
    void execute(Runnable task) {
        executor.execute(task);
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
