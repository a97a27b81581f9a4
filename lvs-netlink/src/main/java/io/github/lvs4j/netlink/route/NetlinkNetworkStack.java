package io.github.lvs4j.netlink.route;

import io.github.lvs4j.event.ErrorHandler;
import io.github.lvs4j.event.LvsListener;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.MacAddress;
import io.github.lvs4j.netlink.MessageFlags;
import io.github.lvs4j.netlink.NetlinkChannel;
import io.github.lvs4j.netlink.NetlinkProtocol;
import io.github.lvs4j.netlink.NetlinkSocket;
import io.github.lvs4j.netlink.namespace.NetworkNamespace;
import io.github.lvs4j.netlink.socket.LinuxSockets;
import io.github.lvs4j.route.InterfaceAddress;
import io.github.lvs4j.route.Link;
import io.github.lvs4j.route.Neighbor;
import io.github.lvs4j.route.NetworkEvent;
import io.github.lvs4j.route.NetworkStack;
import io.github.lvs4j.route.NetworkTopic;
import io.github.lvs4j.route.NewLink;
import io.github.lvs4j.route.NextHop;
import io.github.lvs4j.route.PolicyRule;
import io.github.lvs4j.route.Route;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kernel's links, addresses, routes, policy rules and neighbors. They are for good those of the network namespace that the opening
 * thread was in, which this object keeps alive. Changes need CAP_NET_ADMIN over it; reading needs nothing.
 *
 * <p>Any thread may call; calls take turns on one socket and wait for nothing but the kernel's own work.
 */
public final class NetlinkNetworkStack implements NetworkStack {

    private static final Logger LOG = LoggerFactory.getLogger(NetlinkNetworkStack.class);
    private static final int CREATE = MessageFlags.CREATE | MessageFlags.EXCLUSIVE;
    private static final int REPLACE = MessageFlags.CREATE | MessageFlags.REPLACE;

    private final NetworkNamespace home;
    private final RouteConversation kernel;
    private final ErrorHandler errors;
    private final Set<EventThread> subscriptions = ConcurrentHashMap.newKeySet();

    private NetlinkNetworkStack(NetworkNamespace home, RouteConversation kernel, ErrorHandler errors) {
        this.home = home;
        this.kernel = kernel;
        this.errors = errors;
    }

    /**
     * Opens the calling thread's network namespace. What listeners throw is logged.
     *
     * @return the stack
     */
    public static NetlinkNetworkStack open() {
        return open(NetlinkNetworkStack::log);
    }

    /**
     * Opens the calling thread's network namespace.
     *
     * @param errors hears what listeners throw, on their thread
     * @return the stack
     */
    public static NetlinkNetworkStack open(ErrorHandler errors) {
        return over(() -> LinuxSockets.netlink(NetlinkProtocol.ROUTE), errors);
    }

    /**
     * Opens a stack over a socket, be it the kernel's or a test's. What listeners throw is logged. Monitors and subscriptions
     * open sockets of their own in the calling thread's network namespace; for one over given sockets see {@link
     * NetworkMonitor#over}.
     *
     * @param socket of {@link NetlinkProtocol#ROUTE}, opened in the calling thread's network namespace; closed with the stack,
     *     or at once if it cannot be made
     * @return the stack
     */
    public static NetlinkNetworkStack over(NetlinkSocket socket) {
        try {
            return over(() -> socket, NetlinkNetworkStack::log);
        } catch (RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private static NetlinkNetworkStack over(Supplier<NetlinkSocket> socket, ErrorHandler errors) {
        NetworkNamespace home = NetworkNamespace.current();
        try {
            return new NetlinkNetworkStack(home, new RouteConversation(new NetlinkChannel(socket.get())), errors);
        } catch (RuntimeException e) {
            home.close();
            throw e;
        }
    }

    private static void log(String where, Throwable failure) {
        LOG.warn("{} failed", where, failure);
    }

    @Override
    public List<Link> links() {
        return kernel.links();
    }

    @Override
    public Optional<Link> link(InterfaceName name) {
        return kernel.link(name);
    }

    @Override
    public Optional<Link> link(int index) {
        return kernel.link(index);
    }

    @Override
    public void addLink(NewLink link) {
        addLink(link, LinkChangeCodec.HERE);
    }

    @Override
    public void addLink(NewLink link, NetworkStack peerHome) {
        if (!(link.kind() instanceof NewLink.Veth)) {
            throw new IllegalArgumentException("link " + link.name() + " is no veth and has no peer elsewhere, but a "
                    + link.kind().word());
        }
        addLink(link, homeOf(peerHome).descriptor());
    }

    private void addLink(NewLink link, int peerNamespace) {
        String operation = "add " + link.kind().word() + " link " + link.name();
        Optional<InterfaceName> parentName =
                link.kind() instanceof NewLink.Macvlan macvlan ? Optional.of(macvlan.parent()) : Optional.empty();
        int parent = kernel.index(operation, parentName);
        int master = kernel.index(operation, link.master());
        kernel.execute(
                operation, (index, into) -> LinkChangeCodec.encodeNew(link, parent, master, peerNamespace, into));
    }

    @Override
    public void removeLink(InterfaceName name) {
        kernel.execute("remove link " + name, (index, into) -> LinkChangeCodec.encodeRemoval(name, into));
    }

    @Override
    public void renameLink(InterfaceName name, InterfaceName newName) {
        String operation = "rename link " + name + " to " + newName;
        int link = kernel.index(operation, name);
        kernel.execute(operation, (index, into) -> LinkChangeCodec.encodeName(link, newName, into));
    }

    @Override
    public void setLinkMac(InterfaceName name, MacAddress mac) {
        String operation = "set MAC address " + mac + " of link " + name;
        kernel.execute(operation, (index, into) -> LinkChangeCodec.encodeMac(name, mac, into));
    }

    @Override
    public void setLinkMtu(InterfaceName name, int bytes) {
        String operation = "set MTU " + bytes + " of link " + name;
        kernel.execute(operation, (index, into) -> LinkChangeCodec.encodeMtu(name, bytes, into));
    }

    @Override
    public void setLinkMaster(InterfaceName name, InterfaceName master) {
        String operation = "give link " + name + " to master " + master;
        int number = kernel.index(operation, master);
        kernel.execute(operation, (index, into) -> LinkChangeCodec.encodeMaster(name, number, into));
    }

    @Override
    public void releaseLink(InterfaceName name) {
        String operation = "take link " + name + " from its master";
        kernel.execute(operation, (index, into) -> LinkChangeCodec.encodeMaster(name, 0, into));
    }

    @Override
    public void moveLink(InterfaceName name, NetworkStack target) {
        moveLink(name, homeOf(target));
    }

    /**
     * Moves a link into another namespace, where it arrives down and without addresses.
     *
     * @param name which link
     * @param target where to
     * @throws io.github.lvs4j.error.NotFoundException if there is no such link
     * @throws io.github.lvs4j.error.AlreadyExistsException if there is a link of this name there
     */
    public void moveLink(InterfaceName name, NetworkNamespace target) {
        int namespace = target.descriptor();
        String operation = "move link " + name + " to " + target;
        kernel.execute(operation, (index, into) -> LinkChangeCodec.encodeMove(name, namespace, into));
    }

    private static NetworkNamespace homeOf(NetworkStack stack) {
        if (stack instanceof NetlinkNetworkStack other) {
            return other.home;
        }
        throw new IllegalArgumentException("the other namespace must be open as a NetlinkNetworkStack, too, not as a "
                + stack.getClass().getSimpleName());
    }

    @Override
    public void setLinkUp(InterfaceName name, boolean up) {
        String operation = "set link " + name + (up ? " up" : " down");
        kernel.execute(operation, (index, into) -> LinkChangeCodec.encodeSetUp(name, up, into));
    }

    @Override
    public List<InterfaceAddress> addresses() {
        return kernel.addresses();
    }

    @Override
    public void addAddress(InterfaceAddress address) {
        setAddress("add", address, CREATE);
    }

    @Override
    public void replaceAddress(InterfaceAddress address) {
        setAddress("set", address, REPLACE);
    }

    private void setAddress(String verb, InterfaceAddress address, int flags) {
        String operation = verb + " address " + address.prefix() + " on " + address.interfaceName();
        int link = kernel.index(operation, address.interfaceName());
        kernel.execute(operation, (index, into) -> AddressCodec.encode(address, link, flags, into));
    }

    @Override
    public void removeAddress(InterfaceAddress address) {
        String operation = "remove address " + address.prefix() + " from " + address.interfaceName();
        int link = kernel.index(operation, address.interfaceName());
        kernel.execute(operation, (index, into) -> AddressCodec.encodeRemoval(address, link, into));
    }

    @Override
    public List<Route> routes() {
        return kernel.routes();
    }

    @Override
    public void addRoute(Route route) {
        setRoute("add route " + route, route, MessageType.NEW_ROUTE, CREATE);
    }

    @Override
    public void replaceRoute(Route route) {
        setRoute("set route " + route, route, MessageType.NEW_ROUTE, REPLACE);
    }

    @Override
    public void removeRoute(Route route) {
        setRoute("remove route " + route, route, MessageType.DEL_ROUTE, 0);
    }

    private void setRoute(String operation, Route route, int type, int flags) {
        Map<InterfaceName, Integer> links = new HashMap<>();
        route.interfaceName().ifPresent(name -> links.put(name, kernel.index(operation, name)));
        for (NextHop hop : route.nextHops()) {
            hop.interfaceName().ifPresent(name -> links.computeIfAbsent(name, key -> kernel.index(operation, key)));
        }
        kernel.execute(
                operation,
                (index, into) -> RouteCodec.encode(route, name -> links.getOrDefault(name, 0), type, flags, into));
    }

    @Override
    public List<PolicyRule> rules() {
        return kernel.rules();
    }

    @Override
    public void addRule(PolicyRule rule) {
        kernel.execute("add rule " + rule, (index, into) -> RuleCodec.encode(rule, MessageType.NEW_RULE, CREATE, into));
    }

    @Override
    public void removeRule(PolicyRule rule) {
        String operation = "remove rule " + rule;
        RuleRemoval.check(operation, rule, kernel.rules(rule.family()));
        kernel.execute(operation, (index, into) -> RuleCodec.encode(rule, MessageType.DEL_RULE, 0, into));
    }

    @Override
    public List<Neighbor> neighbors() {
        return kernel.neighbors();
    }

    @Override
    public void addNeighbor(Neighbor neighbor) {
        setNeighbor("add neighbor " + neighbor, neighbor, MessageType.NEW_NEIGHBOR, CREATE);
    }

    @Override
    public void replaceNeighbor(Neighbor neighbor) {
        setNeighbor("set neighbor " + neighbor, neighbor, MessageType.NEW_NEIGHBOR, REPLACE);
    }

    @Override
    public void removeNeighbor(Neighbor neighbor) {
        setNeighbor("remove neighbor " + neighbor, neighbor, MessageType.DEL_NEIGHBOR, 0);
    }

    private void setNeighbor(String operation, Neighbor neighbor, int type, int flags) {
        int link = kernel.index(operation, neighbor.interfaceName());
        kernel.execute(operation, (index, into) -> NeighborCodec.encode(neighbor, link, type, flags, into));
    }

    /**
     * Opens a monitor of this namespace for a loop of one's own, instead of a subscription with its thread.
     *
     * @param topics what it hears of; each is read at once, and kept
     * @return the monitor; belongs to the caller, and is not closed with this object
     */
    public NetworkMonitor monitor(Set<NetworkTopic> topics) {
        return home.isCurrent() ? NetworkMonitor.open(topics) : home.open(() -> NetworkMonitor.open(topics));
    }

    @Override
    public Subscription subscribe(Set<NetworkTopic> topics, LvsListener<NetworkEvent> listener) {
        EventThread thread = EventThread.over(monitor(topics), listener, errors, subscriptions::remove);
        subscriptions.add(thread);
        thread.begin();
        return thread::end;
    }

    @Override
    public void close() {
        subscriptions.forEach(EventThread::end);
        kernel.close();
        home.close();
    }
}
