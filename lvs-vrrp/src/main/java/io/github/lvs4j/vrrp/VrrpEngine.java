package io.github.lvs4j.vrrp;

import io.github.lvs4j.event.ErrorHandler;
import io.github.lvs4j.vrrp.host.SteppedRouter;
import io.github.lvs4j.vrrp.port.VrrpPorts;
import java.util.concurrent.Executor;

/**
 * Virtual routers without a thread: the caller turns the loop that {@link VrrpRouter#start} gives a thread to. It is for
 * programs that have a loop of their own, and for simulations, which turn it on virtual time:
 *
 * <pre>{@code
 * VrrpEngine engine = VrrpEngine.start(config, ports, listener, errors, Runnable::run);
 * while (running) {
 *     ports.waiter().await(engine.nanosToNextTurn());
 *     engine.turn();
 * }
 * engine.close();
 * }</pre>
 *
 * <p>A turn waits for nothing. It is due when {@link #nanosToNextTurn()} is over, when a channel has received something, and when
 * the loop wakes its {@linkplain VrrpPorts#waiter() waiter}; a late turn is a pause, as of a JVM, and is treated as one.
 *
 * <p>Not thread-safe: one thread makes all calls. The executor may have threads; script and file trackers have one each, and keep
 * real time.
 */
public interface VrrpEngine extends VrrpRouter {

    /**
     * Starts on given ports. Nothing is changed if it throws, except that addresses which a run before this one left behind,
     * marked as lvs4j's own, may be gone.
     *
     * @param config what to run
     * @param ports sockets, addresses, time; closed with the engine, and also if the start fails
     * @param listener hears of what happens, within the turn: it must return soon, and call nothing here
     * @param errors receives what the listener throws, and failures inside
     * @param kernelWork carries out what may wait for the kernel, one task after another in the order given;
     *     {@code Runnable::run} does it within the turn
     * @return the routers, whose first turn is due
     * @throws io.github.lvs4j.error.NotFoundException if an interface does not exist
     * @throws io.github.lvs4j.error.AlreadyExistsException if one of the virtual routers runs in this network namespace already,
     *     or a virtual address is present that does not bear our mark
     * @throws io.github.lvs4j.error.NotPermittedException without CAP_NET_RAW or CAP_NET_ADMIN
     */
    static VrrpEngine start(
            VrrpConfig config, VrrpPorts ports, VrrpListener listener, ErrorHandler errors, Executor kernelWork) {
        return SteppedRouter.start(config, ports, listener, errors, kernelWork);
    }

    /** Does what is due: sends, reads everything that has been received, judges timers, announces. Nothing after the end. */
    void turn();

    /**
     * How long the caller may sleep now, if nothing wakes it.
     *
     * @return nanoseconds; 0 or less if a turn is due
     */
    long nanosToNextTurn();

    /**
     * Steps down: priority 0 for each master in the order of the configuration, at once; then the removal of the addresses and
     * the closing of the ports are given to the executor as its last tasks. Closing twice does no harm.
     */
    @Override
    void close();
}
