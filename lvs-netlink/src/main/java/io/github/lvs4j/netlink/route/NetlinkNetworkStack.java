package io.github.lvs4j.netlink.route;

import io.github.lvs4j.event.ErrorHandler;
import io.github.lvs4j.event.LvsListener;
import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.netlink.MessageFlags;
import io.github.lvs4j.netlink.NetlinkChannel;
import io.github.lvs4j.netlink.NetlinkProtocol;
import io.github.lvs4j.netlink.namespace.NetworkNamespace;
import io.github.lvs4j.netlink.socket.LinuxSockets;
import io.github.lvs4j.route.InterfaceAddress;
import io.github.lvs4j.route.Link;
import io.github.lvs4j.route.NetworkEvent;
import io.github.lvs4j.route.NetworkStack;
import io.github.lvs4j.route.PolicyRule;
import io.github.lvs4j.route.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kernel's links, addresses, routes and policy rules. They are for good those of the network namespace that the opening
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
        return open((where, failure) -> LOG.warn("{} failed", where, failure));
    }

    /**
     * Opens the calling thread's network namespace.
     *
     * @param errors hears what listeners throw, on their thread
     * @return the stack
     */
    public static NetlinkNetworkStack open(ErrorHandler errors) {
        NetworkNamespace home = NetworkNamespace.current();
        try {
            NetlinkChannel channel = new NetlinkChannel(LinuxSockets.netlink(NetlinkProtocol.ROUTE));
            return new NetlinkNetworkStack(home, new RouteConversation(channel), errors);
        } catch (RuntimeException e) {
            home.close();
            throw e;
        }
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
    public void setLinkUp(InterfaceName name, boolean up) {
        String operation = "set link " + name + (up ? " up" : " down");
        kernel.execute(operation, (index, into) -> LinkCodec.encodeSetUp(name, up, into));
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
        int link =
                route.interfaceName().map(name -> kernel.index(operation, name)).orElse(0);
        kernel.execute(operation, (index, into) -> RouteCodec.encode(route, link, type, flags, into));
    }

    @Override
    public List<PolicyRule> rules() {
        List<PolicyRule> rules = new ArrayList<>(kernel.rules(AddressFamily.INET));
        rules.addAll(kernel.rules(AddressFamily.INET6));
        return List.copyOf(rules);
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

    /**
     * Opens a monitor of this namespace for a loop of one's own, instead of a subscription with its thread.
     *
     * @return the monitor; belongs to the caller, and is not closed with this object
     */
    public NetworkMonitor monitor() {
        return home.isCurrent() ? NetworkMonitor.open() : home.open(NetworkMonitor::open);
    }

    @Override
    public Subscription subscribe(LvsListener<NetworkEvent> listener) {
        EventThread thread = EventThread.over(monitor(), listener, errors, subscriptions::remove);
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
