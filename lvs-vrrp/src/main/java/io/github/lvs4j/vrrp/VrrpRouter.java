package io.github.lvs4j.vrrp;

import io.github.lvs4j.event.ErrorHandler;
import io.github.lvs4j.vrrp.host.VrrpHost;
import io.github.lvs4j.vrrp.port.VrrpPorts;

/**
 * Virtual routers at work: this host's part in the elections of a {@link VrrpConfig}. Any thread may call.
 *
 * <p>Its threads are daemons: a program that ends without {@link #close()} leaves its addresses to their leases. Call it from a
 * shutdown hook to step down in time.
 *
 * <p>Of a program that was killed, virtual routes, virtual rules and macvlans stay, and addresses without a lease. The next start
 * of the same virtual routers removes them or takes them over. What that start does not name stays for good, for the kernel does
 * not tell which program of this library has made it: {@code ip route show table all proto 76} and {@code ip rule show} (those
 * with {@code proto 76}) list it ({@link io.github.lvs4j.route.RouteProtocol#LVS4J}). Sysctls that were raised for a
 * {@link VirtualMac} stay raised.
 */
public interface VrrpRouter extends AutoCloseable {

    /**
     * Starts on given ports; programs on Linux use {@code LinuxVrrp.start}. Nothing is changed if it throws,
     * except that addresses which a run before this one left behind, marked as lvs4j's own, may be gone.
     *
     * @param config what to run
     * @param ports sockets, addresses, time; closed with the router, and also if the start fails
     * @param listener hears of what happens
     * @param errors receives what the listener throws, and failures inside
     * @return the running routers, all of them backup (or master, for owners; or at fault)
     * @throws io.github.lvs4j.error.NotFoundException if an interface does not exist
     * @throws io.github.lvs4j.error.AlreadyExistsException if one of the virtual routers runs in this network namespace already,
     *     or a virtual address is present that does not bear our mark
     * @throws io.github.lvs4j.error.NotPermittedException without CAP_NET_RAW or CAP_NET_ADMIN
     */
    static VrrpRouter start(VrrpConfig config, VrrpPorts ports, VrrpListener listener, ErrorHandler errors) {
        return VrrpHost.start(config, ports, listener, errors);
    }

    /**
     * How everything stands now.
     *
     * @return a snapshot; after the end the last one
     */
    VrrpStatus status();

    /**
     * Failover by hand.
     *
     * @param name a sync group, or a virtual router without a group; the group, if both have that name
     * @return its control, the same each time; after the end every request fails
     * @throws IllegalArgumentException if there is none of that name, or it is a member of a group, which the message names
     */
    VrrpControl control(String name);

    /**
     * Steps down: priority 0 for each master in the order of the configuration, then the addresses are removed. Returns when that
     * is done and the last event is delivered; a kernel or a listener that does not answer is given up after some seconds.
     * Closing twice does no harm.
     */
    @Override
    void close();
}
