package io.github.lvs4j.ipvs;

import io.github.lvs4j.error.AlreadyExistsException;
import io.github.lvs4j.error.InterruptedReadException;
import io.github.lvs4j.error.InvalidRequestException;
import io.github.lvs4j.error.KernelException;
import io.github.lvs4j.error.NotFoundException;
import io.github.lvs4j.ipvs.status.RealServerStatus;
import io.github.lvs4j.ipvs.status.VirtualServiceStatus;
import java.util.List;
import java.util.Optional;

/**
 * The IPVS table of one network namespace: read it and change it.
 *
 * <p>Any thread may call; calls do not wait for anything but the kernel's own work and each other, and there is nothing to
 * interrupt. Each change is atomic and in force when the call returns. IPVS reports no changes made by others: reading is the
 * only way to see them.
 *
 * <p>Every method may throw {@link KernelException} or one of its subclasses for what the kernel refuses, and {@link
 * IllegalStateException} after {@link #close()}. The contract is checked by one test suite against the kernel and against
 * the in-memory implementation of {@code lvs-testkit}.
 */
public interface Ipvs extends AutoCloseable {

    /**
     * What the kernel says about its IPVS.
     *
     * @return version and size of the connection table
     */
    IpvsInfo info();

    /**
     * Reads all definitions: services in the kernel's order, the servers of each ordered by address and port.
     *
     * @return a consistent table: two readings agreed on it
     * @throws InterruptedReadException if the table kept changing while it was read; read again later
     */
    IpvsTable table();

    /**
     * Reads all services with their counters, without their servers.
     *
     * @return in the kernel's order; empty if there are none
     */
    List<VirtualServiceStatus> services();

    /**
     * Reads one service with its counters.
     *
     * @param key which service
     * @return empty if there is no such service
     */
    Optional<VirtualServiceStatus> service(VirtualServiceKey key);

    /**
     * Reads the servers of a service with their connections and counters.
     *
     * @param key which service
     * @return ordered by address and port; empty if the service has none
     * @throws NotFoundException if there is no such service
     */
    List<RealServerStatus> realServers(VirtualServiceKey key);

    /**
     * Creates a virtual service without servers.
     *
     * @param definition what to create
     * @throws AlreadyExistsException if there is a service with this key
     * @throws NotFoundException if the kernel has no such scheduler or persistence engine
     */
    void create(VirtualService definition);

    /**
     * Changes a virtual service in place; servers and connections stay.
     *
     * @param definition what it becomes
     * @throws NotFoundException if there is no such service, scheduler or persistence engine
     */
    void update(VirtualService definition);

    /**
     * Removes a virtual service with its servers; their connections are cut.
     *
     * @param key which service
     * @throws NotFoundException if there is no such service
     */
    void remove(VirtualServiceKey key);

    /**
     * Adds a real server.
     *
     * @param service to which service
     * @param definition what to add
     * @throws NotFoundException if there is no such service
     * @throws AlreadyExistsException if the service has this server already
     * @throws InvalidRequestException if the kernel does not accept the address: not unicast, or the loopback device is down
     */
    void create(VirtualServiceKey service, RealServer definition);

    /**
     * Changes a real server in place; its connections stay.
     *
     * @param service of which service
     * @param definition what it becomes
     * @throws NotFoundException if there is no such service or server
     */
    void update(VirtualServiceKey service, RealServer definition);

    /**
     * Removes a real server; its connections are cut.
     *
     * @param service of which service
     * @param realServer which one
     * @throws NotFoundException if there is no such service or server
     */
    void remove(VirtualServiceKey service, RealServerKey realServer);

    /** Sets the counters of all services and servers to zero. */
    void zero();

    /**
     * Sets the counters of a service and its servers to zero.
     *
     * @param key which service
     * @throws NotFoundException if there is no such service
     */
    void zero(VirtualServiceKey key);

    /**
     * Removes every service of the namespace, whoever made it. For two minutes afterwards each added server costs the kernel
     * about ten times as much: to change a table, apply a plan instead.
     */
    void flush();

    /**
     * Makes the changes of a plan, many in one system call; a refused change does not keep the others from being made.
     *
     * @param plan what to change
     * @return what became of each change; refusals are in there and not thrown
     */
    default ApplyOutcome apply(IpvsPlan plan) {
        return apply(plan, ApplyMode.CONTINUE);
    }

    /**
     * Makes the changes of a plan.
     *
     * @param plan what to change
     * @param mode whether a refused change ends the work
     * @return what became of each change; refusals are in there and not thrown
     */
    ApplyOutcome apply(IpvsPlan plan, ApplyMode mode);

    /** Releases the socket. The table stays as it is. Closing twice does no harm. */
    @Override
    void close();
}
