package io.github.lvs4j.route;

import io.github.lvs4j.error.AlreadyExistsException;
import io.github.lvs4j.error.KernelException;
import io.github.lvs4j.error.NotFoundException;
import io.github.lvs4j.event.LvsListener;
import io.github.lvs4j.net.InterfaceName;
import java.util.List;
import java.util.Optional;

/**
 * Links, addresses, routes and policy rules of one network namespace: read them, change them, hear of changes.
 *
 * <p>Any thread may call; calls do not wait for anything but the kernel's own work and each other. Each change is in force
 * when the call returns. Every method may throw {@link KernelException} or one of its subclasses for what the kernel refuses,
 * with the kernel's own words, and {@link IllegalStateException} after {@link #close()}.
 */
public interface NetworkStack extends AutoCloseable {

    /**
     * Reads all links.
     *
     * @return ordered by index
     */
    List<Link> links();

    /**
     * Reads one link.
     *
     * @param name its name
     * @return empty if there is none of this name
     */
    Optional<Link> link(InterfaceName name);

    /**
     * Sets a link administratively up or down. Down removes its IPv6 addresses and all routes through it, in every table.
     *
     * @param name which link
     * @param up true for up
     * @throws NotFoundException if there is no such link
     */
    void setLinkUp(InterfaceName name, boolean up);

    /**
     * Reads all addresses of both families.
     *
     * @return in the kernel's order: by link, and on each link the primary address of a network first
     */
    List<InterfaceAddress> addresses();

    /**
     * Adds an address.
     *
     * @param address what to add
     * @throws AlreadyExistsException if the link has it already
     * @throws NotFoundException if there is no such link
     */
    void addAddress(InterfaceAddress address);

    /**
     * Adds an address or, if the link has it, sets its lifetimes and protocol anew (NLM_F_REPLACE).
     *
     * @param address what it becomes
     * @throws NotFoundException if there is no such link
     */
    void replaceAddress(InterfaceAddress address);

    /**
     * Removes an address. If it is the first of its network, the kernel removes the others of that network too, unless its
     * sysctl {@code promote_secondaries} is set.
     *
     * @param address which one: link and prefix count
     * @throws NotFoundException if the link has it not, or there is no such link
     */
    void removeAddress(InterfaceAddress address);

    /**
     * Reads the unicast, local and dropping routes of all tables and both families.
     *
     * @return in the kernel's order
     */
    List<Route> routes();

    /**
     * Adds a route.
     *
     * @param route what to add
     * @throws AlreadyExistsException if its table has a route with this destination and metric
     * @throws NotFoundException if there is no such link
     */
    void addRoute(Route route);

    /**
     * Adds a route or, if its table has one with this destination and metric, puts it in that one's place.
     *
     * @param route what it becomes
     * @throws NotFoundException if there is no such link
     */
    void replaceRoute(Route route);

    /**
     * Removes a route.
     *
     * @param route which one; what the value leaves open does not count
     * @throws NotFoundException if there is none
     */
    void removeRoute(Route route);

    /**
     * Reads the policy rules of both families.
     *
     * @return IPv4 before IPv6, each in the order in which they are looked at
     */
    List<PolicyRule> rules();

    /**
     * Adds a policy rule.
     *
     * @param rule what to add
     * @throws AlreadyExistsException if an equal rule has this priority
     */
    void addRule(PolicyRule rule);

    /**
     * Removes a policy rule.
     *
     * @param rule which one, priority and protocol included
     * @throws NotFoundException if there is none
     */
    void removeRule(PolicyRule rule);

    /**
     * Hears of changes from now on, whoever makes them, those through this object included.
     *
     * @param listener is called on a thread that belongs to the subscription, in the kernel's order; must not block
     * @return closing it ends the calls; one may still be under way then
     */
    Subscription subscribe(LvsListener<NetworkEvent> listener);

    /** Releases sockets and ends subscriptions. The namespace stays as it is. Closing twice does no harm. */
    @Override
    void close();

    /** A running subscription. Any thread may close it, more than once. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
