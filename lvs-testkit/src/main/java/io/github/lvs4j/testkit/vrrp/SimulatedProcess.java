package io.github.lvs4j.testkit.vrrp;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.route.NetworkStack;
import io.github.lvs4j.time.Ticker;
import io.github.lvs4j.time.TimerService;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VrrpConfig;
import io.github.lvs4j.vrrp.VrrpEngine;
import io.github.lvs4j.vrrp.VrrpListener;
import io.github.lvs4j.vrrp.VrrpRouter;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Participant} sees of the world: its clock, timers, the kernel of its host, datagrams, and virtual routers.
 * Everything stands still while the process is frozen and is lost when it is killed. Not thread-safe.
 */
public final class SimulatedProcess {

    private static final long LEAST_LATENCY = 5_000;
    private static final long MOST_LATENCY = 100_000;

    private final SimulatedHost host;
    private final SplittableRandom random;
    private final NetworkStack stack;
    private final List<Lane> lanes = new ArrayList<>();
    private final List<VrrpTask> routers = new ArrayList<>();
    private final List<Runnable> onEnd = new ArrayList<>();
    private final Lane user;
    private @Nullable AutoCloseable participant;
    private boolean alive = true;
    private boolean performing;

    SimulatedProcess(SimulatedHost host, SplittableRandom random) {
        this.host = host;
        this.random = random;
        this.stack = host.kernel().openStack();
        this.user = lane(this::latency);
    }

    /**
     * Where it runs.
     *
     * @return the host
     */
    public SimulatedHost host() {
        return host;
    }

    /**
     * The host's monotonic clock.
     *
     * @return a ticker that drifts with the host
     */
    public Ticker ticker() {
        return () -> {
            host.checkpoint();
            return host.clock().ticks();
        };
    }

    /**
     * One-shot timers on the host's clock.
     *
     * @return timers that fire late when the process was frozen
     */
    public TimerService timers() {
        return (delay, task) -> {
            boolean[] cancelled = {false};
            long wait = host.clock().toLan(Math.max(0, delay.toNanos()));
            host.lan()
                    .time()
                    .plan(
                            wait,
                            () -> user.execute(() -> {
                                if (!cancelled[0]) {
                                    task.run();
                                }
                            }));
            return () -> cancelled[0] = true;
        };
    }

    /**
     * The kernel's addresses, links and routes, as this process reaches them.
     *
     * @return closed with the process
     */
    public NetworkStack network() {
        return stack;
    }

    /**
     * Runs virtual routers in this process: the production loop, turned by the simulation.
     *
     * @param config what to run
     * @param listener hears of what happens, as on the thread that a real host gives it
     * @return the running routers
     * @throws io.github.lvs4j.error.LvsException as {@link VrrpRouter#start}
     */
    public VrrpRouter vrrp(VrrpConfig config, VrrpListener listener) {
        VrrpTask task = new VrrpTask(this, config, listener);
        routers.add(task);
        return task.start();
    }

    /**
     * Sends a datagram of the program's own to everybody on a link.
     *
     * @param interfaceName from which interface
     * @param payload what to send
     */
    public void send(String interfaceName, byte[] payload) {
        host.checkpoint();
        HostPort port = host.port(InterfaceName.of(interfaceName));
        InetAddress source = host.kernel().sourceOf(port, AddressFamily.INET);
        InetAddress group = io.github.lvs4j.net.IpAddress.parse("239.0.0.1");
        port.link().transmit(port, new SimulatedPacket(DATAGRAM, source, group, 1, payload.clone()));
    }

    /**
     * Hears the datagrams of other programs on all interfaces.
     *
     * @param receiver takes them, one after another
     */
    public void onDatagram(Consumer<SimulatedPacket> receiver) {
        for (HostPort port : host.ports()) {
            ReceiveQueue[] queue = new ReceiveQueue[1];
            queue[0] = new ReceiveQueue(
                    DATAGRAM,
                    AddressFamily.INET,
                    host,
                    () -> user.execute(() -> {
                        ReceiveQueue.Received next = queue[0].poll();
                        if (next != null) {
                            receiver.accept(next.packet());
                        }
                    }));
            port.open(queue[0]);
            onEnd.add(() -> port.close(queue[0]));
        }
    }

    /**
     * Puts a line into the trace, under the host's name.
     *
     * @param text what happened
     */
    public void note(String text) {
        host.lan().record(new Happening.Noted(host.lan().now(), host.name(), text));
    }

    private static final int DATAGRAM = 17;

    boolean isAlive() {
        return alive;
    }

    /** Whether what runs now is the process's own, and not a test that asks it something. */
    boolean isPerforming() {
        return performing;
    }

    List<VrrpTask> vrrpTasks() {
        return routers;
    }

    List<VrrpEngine> engines() {
        return routers.stream().map(VrrpTask::engine).filter(Objects::nonNull).toList();
    }

    List<VirtualRouter> definitions() {
        return routers.stream()
                .flatMap(task -> task.config().routers().stream())
                .toList();
    }

    Lane lane(java.util.function.LongSupplier latency) {
        Lane lane = new Lane(this, host.lan().time(), latency);
        lanes.add(lane);
        return lane;
    }

    long latency() {
        return random.nextLong(LEAST_LATENCY, MOST_LATENCY);
    }

    long kernelLatency() {
        return host.kernelDelayNanos() + random.nextLong(LEAST_LATENCY, MOST_LATENCY);
    }

    void onEnd(Runnable task) {
        onEnd.add(task);
    }

    /** Runs a piece of the process with the kernel's clock set, and survives its death. */
    void perform(Runnable task) {
        host.kernel().sync();
        boolean outer = performing;
        performing = true;
        try {
            task.run();
        } catch (ProcessKilled death) {
            // as far as it came
        } catch (RuntimeException failure) {
            host.lan().violate("no failure inside", host.name() + ": " + failure);
        } finally {
            performing = outer;
        }
        host.kernel().planExpiry();
    }

    void begin(Participant program) {
        perform(() -> {
            try {
                participant = program.start(this);
            } catch (RuntimeException failure) {
                throw failure;
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
        });
    }

    /** A termination signal: heard when the process runs. */
    void stop(Runnable ended) {
        user.execute(() -> {
            AutoCloseable closing = participant;
            try {
                if (closing != null) {
                    closing.close();
                }
            } catch (RuntimeException failure) {
                throw failure;
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
            awaitKernel(ended);
        });
    }

    /** The last tasks of the routers are in their kernel lanes: behind them the process ends. */
    private void awaitKernel(Runnable ended) {
        int[] open = {routers.size() + 1};
        Runnable countDown = () -> {
            if (--open[0] == 0) {
                end();
                ended.run();
            }
        };
        routers.forEach(task -> task.kernelLane().execute(countDown));
        user.execute(countDown);
    }

    void kill() {
        end();
    }

    void resume() {
        lanes.forEach(Lane::unpark);
        routers.forEach(VrrpTask::wake);
    }

    private void end() {
        alive = false;
        onEnd.forEach(Runnable::run);
        stack.close();
    }
}
