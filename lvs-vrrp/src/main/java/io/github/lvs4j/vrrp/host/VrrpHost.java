package io.github.lvs4j.vrrp.host;

import io.github.lvs4j.event.ErrorHandler;
import io.github.lvs4j.vrrp.VrrpConfig;
import io.github.lvs4j.vrrp.VrrpControl;
import io.github.lvs4j.vrrp.VrrpListener;
import io.github.lvs4j.vrrp.VrrpRouter;
import io.github.lvs4j.vrrp.VrrpStatus;
import io.github.lvs4j.vrrp.port.LoopWaiter;
import io.github.lvs4j.vrrp.port.VrrpPorts;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads around a {@link VrrpLoop}: the loop's own, one for what may wait for the kernel, one for events. Thread-safe.
 */
public final class VrrpHost implements VrrpRouter {

    private static final Logger LOG = LoggerFactory.getLogger(VrrpHost.class);
    private static final long KERNEL_PATIENCE_SECONDS = 5;
    private static final long CLOSE_PATIENCE_MILLIS = 10_000;

    private final VrrpPorts ports;
    private final EventDispatcher events;
    private final VrrpLoop loop;
    private final ExecutorService kernelThread;
    private final ExecutorService endings;
    private final StartPermit permit;
    private final Thread thread;
    private final Map<String, VrrpControl> controls = new ConcurrentHashMap<>();
    private volatile boolean stopping;
    private volatile boolean ended;
    private volatile VrrpStatus lastStatus;

    private VrrpHost(
            VrrpConfig config, VrrpPorts ports, VrrpListener listener, ErrorHandler errors, StartPermit permit) {
        this.ports = ports;
        this.permit = permit;
        this.events = new EventDispatcher(listener, errors);
        this.kernelThread = Executors.newSingleThreadExecutor(daemon("lvs4j-vrrp-kernel"));
        this.endings = Executors.newSingleThreadExecutor(daemon("lvs4j-vrrp-control"));
        this.loop = new VrrpLoop(config, ports, events, events::report, kernelThread);
        this.lastStatus = loop.status();
        this.thread = daemon("lvs4j-vrrp").newThread(this::run);
    }

    /**
     * See {@link VrrpRouter#start}.
     *
     * @param config what to run
     * @param ports sockets, addresses, time
     * @param listener hears of what happens
     * @param errors receives failures
     * @return the running routers
     */
    public static VrrpRouter start(VrrpConfig config, VrrpPorts ports, VrrpListener listener, ErrorHandler errors) {
        StartPermit permit = null;
        VrrpHost host = null;
        try {
            permit = StartPermit.obtain(config, ports, errors);
            config.warnings().forEach(warning -> LOG.warn("{}", warning));
            Rehearsal.play(config);
            host = new VrrpHost(config, ports, listener, errors, permit);
            permit.start(host.loop);
        } catch (RuntimeException failure) {
            if (host != null) {
                host.loop.closeChannels();
                host.kernelThread.shutdownNow();
            }
            if (permit != null) {
                permit.giveBack(errors);
            }
            ports.close();
            throw failure;
        }
        startThreads(host);
        return host;
    }

    @Override
    public VrrpStatus status() {
        if (Thread.currentThread() == thread) {
            return loop.status();
        }
        CompletableFuture<VrrpStatus> answer = new CompletableFuture<>();
        loop.post(() -> answer.complete(loop.status()));
        while (!ended) {
            try {
                return answer.get(50, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                continue;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return lastStatus;
            } catch (ExecutionException e) {
                throw new IllegalStateException("reading the VRRP status failed", e.getCause());
            }
        }
        return lastStatus;
    }

    @Override
    public VrrpControl control(String name) {
        return controls.computeIfAbsent(
                name, known -> new HostedControl(known, loop.control(known), loop, endings, () -> ended));
    }

    @Override
    public void close() {
        stopping = true;
        if (!ended) {
            ports.waiter().wakeup();
        }
        boolean interrupted = false;
        long end = System.nanoTime() + CLOSE_PATIENCE_MILLIS * 1_000_000;
        while (thread.isAlive() && System.nanoTime() - end < 0) {
            try {
                thread.join(100);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        events.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        LoopWaiter waiter = ports.waiter();
        try {
            while (!stopping) {
                loop.turn();
                waiter.await(stopping ? 0 : loop.nanosToNextTurn());
            }
        } catch (RuntimeException | Error failure) {
            events.report("the VRRP loop ends, its masters step down", failure);
        } finally {
            end();
        }
    }

    private void end() {
        loop.shutDown();
        kernelThread.shutdown();
        try {
            if (!kernelThread.awaitTermination(KERNEL_PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                events.report("removing virtual addresses", new TimeoutException("the kernel does not answer"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        loop.runMailbox();
        loop.closeChannels();
        lastStatus = loop.status();
        ended = true;
        loop.runMailbox(); // what was posted while it ended; later requests see that it has
        endings.shutdown();
        permit.giveBack(events::report);
        ports.close();
    }

    private static void startThreads(VrrpHost host) {
        host.events.start();
        host.kernelThread.execute(() -> {}); // else the first takeover would make the thread
        host.thread.start();
    }

    private static ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
