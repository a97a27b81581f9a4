package io.github.lvs4j.ipvs;

import io.github.lvs4j.error.AlreadyExistsException;
import io.github.lvs4j.error.InterruptedReadException;
import io.github.lvs4j.error.InvalidRequestException;
import io.github.lvs4j.error.KernelException;
import io.github.lvs4j.error.NotFoundException;
import io.github.lvs4j.error.NotSupportedException;
import io.github.lvs4j.ipvs.status.RealServerStatus;
import io.github.lvs4j.ipvs.status.ServiceStatistics;
import io.github.lvs4j.ipvs.status.VirtualServiceStatus;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The IPVS of one network namespace: read its table and change it ({@link #table()}, {@link #apply(IpvsPlan)}), read what it
 * counts ({@link #services()}, {@link #statistics()}), set its {@link #timeouts()}, and let it share its connections with
 * another director ({@link #startSyncDaemon(SyncDaemon)}).
 *
 * <p>Any thread may call; calls do not wait for anything but the kernel's own work and each other, and there is nothing to
 * interrupt. Each change is atomic and in force when the call returns. IPVS reports no changes made by others: reading is the
 * only way to see them.
 *
 * <p>Every method may throw {@link KernelException} or one of its subclasses for what the kernel refuses, {@link
 * NotSupportedException} with the feature's name for what it is too old for, and {@link IllegalStateException} after {@link
 * #close()}. The contract is checked by one test suite against the kernel and against
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
     * Reads all services with their counters, without their servers. For very large tables there is {@link
     * #readServices(Consumer)}, for counters alone {@link #statistics()}.
     *
     * @return in the kernel's order; empty if there are none
     */
    List<VirtualServiceStatus> services();

    /**
     * Reads all services with bounded memory: each is handed out as soon as the kernel has given it, and none is kept.
     *
     * <p>The consumer runs within the reading, while the calls of other threads wait. It must not call this object, which
     * throws {@link IllegalStateException} and leaves the reading unharmed, nor wait for a thread that does. To read
     * the servers of each service with bounded memory, give it a second {@code Ipvs} of the same namespace.
     *
     * <p>If the consumer throws, it gets no more rows; what it threw is thrown here when the kernel's reading is over, and
     * this object can be used on.
     *
     * <p>This is no snapshot. Rows are of different moments; if services are created or removed meanwhile, a service may be
     * handed out twice, and one that was there all the time may be missing. {@link #table()} rules that out.
     *
     * @param consumer gets each service, in the kernel's order
     * @throws InterruptedReadException if the kernel says that rows were lost; those handed out were right
     */
    void readServices(Consumer<? super VirtualServiceStatus> consumer);

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
     * Reads the servers of a service with bounded memory; everything said at {@link #readServices(Consumer)} holds here too.
     *
     * @param key which service
     * @param consumer gets each server, in the kernel's order
     * @throws NotFoundException if there is no such service
     * @throws InterruptedReadException if the kernel says that rows were lost; those handed out were right
     */
    void readRealServers(VirtualServiceKey key, Consumer<? super RealServerStatus> consumer);

    /**
     * Reads connections, counters and rates of all services and servers, and no definitions: what a monitor asks for again
     * and again. This is no snapshot: each service is read at a moment of its own, and if entries are removed meanwhile,
     * others may be missing. A service that is gone when its servers are read has none in the answer.
     *
     * @return services in the kernel's order, the servers of each ordered by address and port
     */
    List<ServiceStatistics> statistics();

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

    /**
     * Reads how long idle connections are remembered (IPVS_CMD_GET_CONFIG).
     *
     * @return what is in force in the namespace; zero for a protocol that the kernel's IPVS was built without
     */
    Timeouts timeouts();

    /**
     * Sets how long idle connections are remembered (IPVS_CMD_SET_CONFIG). Connections that exist keep the deadline they have until their next
     * packet.
     *
     * @param timeouts what is to be in force; a value of zero leaves the kernel's as it is
     * @throws InvalidRequestException if one is longer than the kernel can count, see {@link Timeouts#of}
     */
    void setTimeouts(Timeouts timeouts);

    /**
     * Reads which connection synchronization runs.
     *
     * @return at most a master and a backup, in this order, each as it is in force; empty if none runs
     */
    List<SyncDaemon> syncDaemons();

    /**
     * Starts connection synchronization (IPVS_CMD_NEW_DAEMON). It goes on when this object is closed, until it is stopped or the namespace ends.
     *
     * @param daemon what to start; what it leaves empty is the kernel's choice, {@link #syncDaemons()} tells it
     * @throws AlreadyExistsException if a daemon of this role runs, or the port is taken: stop it first, there is no change
     *     in place
     * @throws NotFoundException if there is no such interface
     * @throws KernelException with ENETUNREACH if a master's messages cannot leave by the interface: it is down, or takes no
     *     multicast of the group's family, as {@code lo} of IPv6
     * @throws NotSupportedException if something other than role, id and interface is given and the kernel is older than 4.3
     * @throws InvalidRequestException if the table has a server of the other address family than its service, which the
     *     synchronization cannot express (and while a daemon runs, none can be added)
     */
    void startSyncDaemon(SyncDaemon daemon);

    /**
     * Stops connection synchronization.
     *
     * @param role which daemon
     * @throws NotFoundException if none of this role runs
     */
    void stopSyncDaemon(SyncDaemon.Role role);

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
