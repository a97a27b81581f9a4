package io.github.lvs4j.route;

import io.github.lvs4j.error.AlreadyExistsException;
import io.github.lvs4j.error.KernelException;
import io.github.lvs4j.error.NotFoundException;
import io.github.lvs4j.event.LvsListener;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.MacAddress;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Links, addresses, routes, policy rules and neighbors of one network namespace: read them, change them, hear of changes.
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
     * Reads one link.
     *
     * @param index its number, as {@link Link#masterIndex()} gives it
     * @return empty if there is none of this number
     */
    Optional<Link> link(int index);

    /**
     * Makes a link. Not more than the whole is made: what the kernel refuses leaves nothing behind.
     *
     * @param link what is to be made; a veth's peer comes up in this namespace too, down
     * @throws AlreadyExistsException if there is a link of this name
     * @throws NotFoundException if its parent or master is not there
     * @throws io.github.lvs4j.error.NotSupportedException if the kernel has no links of this kind, or may not load its module
     */
    void addLink(NewLink link);

    /**
     * Makes a veth between this namespace and another.
     *
     * @param link a veth
     * @param peerHome where its peer is made, down; of the same implementation as this
     * @throws AlreadyExistsException if there is a link of this name, or one of the peer's name there
     * @throws IllegalArgumentException if the link is no veth
     */
    void addLink(NewLink link, NetworkStack peerHome);

    /**
     * Removes a link, with its addresses and routes, the macvlans on it, and a veth's peer.
     *
     * @param name which link
     * @throws NotFoundException if there is no such link
     * @throws io.github.lvs4j.error.NotSupportedException if it is lo, or hardware
     */
    void removeLink(InterfaceName name);

    /**
     * Gives a link another name. Addresses and routes stay.
     *
     * @param name which link; set it down before, which kernels before 6.2 demand
     * @param newName what it is to be called
     * @throws NotFoundException if there is no such link
     * @throws AlreadyExistsException if there is a link of the new name
     */
    void renameLink(InterfaceName name, InterfaceName newName);

    /**
     * Gives a link another link-layer address.
     *
     * @param name which link
     * @param mac what it is to be
     * @throws NotFoundException if there is no such link
     * @throws io.github.lvs4j.error.NotSupportedException if links of its kind have none
     */
    void setLinkMac(InterfaceName name, MacAddress mac);

    /**
     * Bounds a link's packets.
     *
     * @param name which link
     * @param bytes the longest one
     * @throws NotFoundException if there is no such link
     * @throws io.github.lvs4j.error.InvalidRequestException if its kind cannot have that length
     */
    void setLinkMtu(InterfaceName name, int bytes);

    /**
     * Makes a link a port of a bridge, or another master's.
     *
     * @param name which link
     * @param master whose it is to be
     * @throws NotFoundException if one of them is not there
     */
    void setLinkMaster(InterfaceName name, InterfaceName master);

    /**
     * Takes a link from its master; one that has none stays as it is.
     *
     * @param name which link
     * @throws NotFoundException if there is no such link
     */
    void releaseLink(InterfaceName name);

    /**
     * Moves a link into another namespace, where it arrives down and without addresses.
     *
     * @param name which link
     * @param target opened there; of the same implementation as this
     * @throws NotFoundException if there is no such link
     * @throws AlreadyExistsException if there is a link of this name there
     */
    void moveLink(InterfaceName name, NetworkStack target);

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
     * Reads the neighbors of both families, proxies included, and the kernel's own entries that need no asking. A link that is
     * set down forgets all of its neighbors, permanent ones and proxies too.
     *
     * @return in no order
     */
    List<Neighbor> neighbors();

    /**
     * Adds a neighbor.
     *
     * @param neighbor what to add; with a MAC address unless it is a proxy or its state has none
     * @throws AlreadyExistsException if the link has an entry for this address; an equal proxy does no harm
     * @throws NotFoundException if there is no such link
     * @throws io.github.lvs4j.error.InvalidRequestException if the MAC address is missing
     */
    void addNeighbor(Neighbor neighbor);

    /**
     * Adds a neighbor, or puts it in the place of the link's entry for this address.
     *
     * @param neighbor what it becomes
     * @throws NotFoundException if there is no such link
     */
    void replaceNeighbor(Neighbor neighbor);

    /**
     * Removes a neighbor.
     *
     * @param neighbor which one: link, address and whether it is a proxy count
     * @throws NotFoundException if there is none
     */
    void removeNeighbor(Neighbor neighbor);

    /**
     * Hears of all changes from now on; see {@link #subscribe(Set, LvsListener)}.
     *
     * @param listener is called on a thread that belongs to the subscription
     * @return closing it ends the calls
     */
    default Subscription subscribe(LvsListener<NetworkEvent> listener) {
        return subscribe(EnumSet.allOf(NetworkTopic.class), listener);
    }

    /**
     * Hears of changes from now on, whoever makes them, those through this object included. Choose no more topics than
     * needed: each is read once at the beginning and its state kept, so that after a loss of events the differences can be
     * told (see {@link NetworkEvent.Overrun}). That the kernel drops IPv4 routes together with a link or an address, of which
     * it says nothing, is told as well, a little later. Each change is told once, however many of the kernel's messages and
     * readings show it.
     *
     * @param topics what to hear of
     * @param listener is called on a thread that belongs to the subscription, in the kernel's order; must not block
     * @return closing it ends the calls; one may still be under way then
     */
    Subscription subscribe(Set<NetworkTopic> topics, LvsListener<NetworkEvent> listener);

    /** Releases sockets and ends subscriptions. The namespace stays as it is. Closing twice does no harm. */
    @Override
    void close();

    /** A running subscription. Any thread may close it, more than once. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
