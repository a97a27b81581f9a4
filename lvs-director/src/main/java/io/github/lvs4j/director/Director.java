package io.github.lvs4j.director;

import io.github.lvs4j.director.host.KernelPorts;
import io.github.lvs4j.director.host.RunningDirector;
import io.github.lvs4j.error.AlreadyExistsException;
import io.github.lvs4j.error.LvsException;
import io.github.lvs4j.error.NotFoundException;
import io.github.lvs4j.error.NotPermittedException;
import io.github.lvs4j.error.NotSupportedException;
import io.github.lvs4j.ipvs.ApplyOutcome;
import io.github.lvs4j.vrrp.VrrpControl;

/**
 * A director at work: keeps its part of the kernel's IPVS table as configured and as its servers' health allows, runs the
 * virtual routers, sends mail. Thread-safe; calls wait for the director's own loop, never for a check, a mail server or a
 * listener.
 *
 * <p>Needs CAP_NET_ADMIN, and CAP_NET_RAW for VRRP, and the kernel's {@code ip_vs} with the schedulers in use. It changes
 * the network namespace of the thread that starts it.
 *
 * <p>Services of others are left alone unless {@link DirectorConfig#exclusive()}. A process that dies leaves its part of
 * the table; the next start adopts it without cutting a connection.
 */
public final class Director implements AutoCloseable {

    private final RunningDirector running;
    private final AutoCloseable ports;

    private Director(RunningDirector running, AutoCloseable ports) {
        this.running = running;
        this.ports = ports;
    }

    /**
     * Starts a director on the kernel with default options.
     *
     * @param config what it should be
     * @return the running director, to be closed
     * @throws NotSupportedException if the kernel has no ip_vs, or the configuration sends mail and angus-mail is absent
     * @throws NotPermittedException if the process may not change the network
     * @throws NotFoundException if an interface or a scheduler does not exist
     * @throws AlreadyExistsException if another director keeps one of the services or virtual routers, or a virtual address
     *     is present already
     * @throws LvsException for anything else that the kernel refuses; in every case the kernel is as it was
     */
    public static Director start(DirectorConfig config) {
        return start(config, DirectorOptions.defaults());
    }

    /**
     * Starts a director on the kernel.
     *
     * @param config what it should be
     * @param options how it runs
     * @return the running director, to be closed
     * @throws LvsException as {@link #start(DirectorConfig)}
     */
    public static Director start(DirectorConfig config, DirectorOptions options) {
        KernelPorts kernel = KernelPorts.open();
        try {
            return new Director(RunningDirector.start(config, options, kernel.ports()), kernel);
        } catch (RuntimeException e) {
            kernel.close();
            throw e;
        }
    }

    /**
     * Starts a director on given ports, as tests of failover code do.
     *
     * @param config what it should be
     * @param options how it runs
     * @param ports what it acts through; not closed by the director
     * @return the running director, to be closed
     * @throws LvsException as {@link #start(DirectorConfig)}
     */
    public static Director start(DirectorConfig config, DirectorOptions options, DirectorPorts ports) {
        return new Director(RunningDirector.start(config, options, ports), () -> {});
    }

    /**
     * Goes over to another configuration: what is equal is not touched, what differs is changed in place, only what is gone
     * is removed. Checks that stay keep their state. The virtual routers must be the same.
     *
     * @param config what the director should be
     * @return what was changed in the kernel's table
     * @throws LvsException if something is refused; the former configuration goes on running
     * @throws IllegalStateException if the director is closed
     */
    public ApplyOutcome apply(DirectorConfig config) {
        return running.apply(config);
    }

    /**
     * Compares the kernel's table with the desired one now, and repairs the difference, instead of waiting for {@link
     * DirectorConfig#reconcileInterval()}.
     *
     * @return how the director stands afterwards
     * @throws IllegalStateException if the director is closed
     */
    public DirectorStatus reconcile() {
        return running.reconcile();
    }

    /**
     * How the director stands.
     *
     * @return a snapshot
     * @throws IllegalStateException if the director is closed
     */
    public DirectorStatus status() {
        return running.status();
    }

    /**
     * Failover by hand: release, hold, prefer, another priority. The requests of the control wait for nobody.
     *
     * @param name a sync group, or a virtual router without a group; the group, if both have that name
     * @return its control, the same each time; after {@link #close()} every request fails
     * @throws IllegalArgumentException if there is none of that name, or it is a member of a group, which the message names
     * @throws IllegalStateException if the configuration has no virtual routers or {@link DirectorOptions#vrrp()} leaves them
     *     out, or the director is closed
     */
    public VrrpControl control(String name) {
        return running.control(name);
    }

    /**
     * Stops: virtual routers step down with priority 0 and lose their addresses, the services go from the table unless
     * {@link DirectorOptions#keepTable()}, waiting mail gets 5 s. Closing again is without effect.
     */
    @Override
    public void close() {
        running.close();
        try {
            ports.close();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new LvsException("close the director's ports: " + e.getMessage(), e);
        }
    }
}
