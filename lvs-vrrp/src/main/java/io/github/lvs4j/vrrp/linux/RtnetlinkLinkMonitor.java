package io.github.lvs4j.vrrp.linux;

import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.route.InterfaceAddress;
import io.github.lvs4j.route.Link;
import io.github.lvs4j.route.NetworkEvent;
import io.github.lvs4j.route.NetworkStack;
import io.github.lvs4j.route.NetworkTopic;
import io.github.lvs4j.route.RouteProtocol;
import io.github.lvs4j.vrrp.port.InterfaceCondition;
import io.github.lvs4j.vrrp.port.LinkMonitor;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Watches interfaces through a {@link NetworkStack}'s events. Any thread may call. */
public final class RtnetlinkLinkMonitor implements LinkMonitor {

    /** Nothing of routes: however many change, no news of a link is lost for them. */
    private static final Set<NetworkTopic> TOPICS = Set.of(NetworkTopic.LINKS, NetworkTopic.ADDRESSES);

    private static final Set<NetworkTopic> ROUTING = Set.of(NetworkTopic.ROUTES, NetworkTopic.RULES);

    private final NetworkStack stack;
    private final boolean watchesRouting;
    private final Map<Integer, InterfaceName> names = new ConcurrentHashMap<>();
    private NetworkStack.@Nullable Subscription subscription;
    private NetworkStack.@Nullable Subscription routing;

    /**
     * A monitor of links and addresses.
     *
     * @param stack whose links; stays the caller's
     */
    public RtnetlinkLinkMonitor(NetworkStack stack) {
        this(stack, false);
    }

    /**
     * A monitor.
     *
     * @param stack whose links; stays the caller's
     * @param watchesRouting whether the removal of routes and rules with our mark is told too
     */
    public RtnetlinkLinkMonitor(NetworkStack stack, boolean watchesRouting) {
        this.stack = stack;
        this.watchesRouting = watchesRouting;
    }

    @Override
    public InterfaceCondition inspect(InterfaceName name) {
        Optional<Link> link = stack.link(name);
        if (link.isEmpty()) {
            return InterfaceCondition.missing(name);
        }
        names.put(link.get().index(), name);
        List<InetAddress> addresses = stack.addresses().stream()
                .filter(address -> address.interfaceName().equals(name))
                .map(address -> address.prefix().address())
                .toList();
        return new InterfaceCondition(
                name, link.get().index(), link.get().isUsable(), link.get().mac(), addresses);
    }

    @Override
    public synchronized void start(Listener listener) {
        if (subscription != null) {
            throw new IllegalStateException("the link monitor is started already");
        }
        subscription = stack.subscribe(TOPICS, event -> forward(event, listener));
        if (watchesRouting) {
            routing = stack.subscribe(ROUTING, event -> forwardRouting(event, listener));
        }
    }

    @Override
    public synchronized void close() {
        NetworkStack.Subscription present = subscription;
        NetworkStack.Subscription other = routing;
        subscription = null;
        routing = null;
        if (present != null) {
            present.close();
        }
        if (other != null) {
            other.close();
        }
    }

    private static void forwardRouting(NetworkEvent event, Listener listener) {
        boolean ours = event instanceof NetworkEvent.Overrun;
        if (event instanceof NetworkEvent.RouteRemoved removed) {
            ours = removed.route().protocol().equals(RouteProtocol.LVS4J);
        } else if (event instanceof NetworkEvent.RuleRemoved removed) {
            ours = removed.rule().protocol().equals(RouteProtocol.LVS4J);
        }
        if (ours) {
            listener.onRoutingRemoved();
        }
    }

    private void forward(NetworkEvent event, Listener listener) {
        if (event instanceof NetworkEvent.LinkChanged changed) {
            InterfaceName before =
                    names.put(changed.link().index(), changed.link().name());
            if (before != null && !before.equals(changed.link().name())) {
                listener.onInterfaceChanged(before); // renamed: nobody else says that the former name is gone
            }
            listener.onInterfaceChanged(changed.link().name());
        } else if (event instanceof NetworkEvent.LinkRemoved removed) {
            names.remove(removed.link().index());
            listener.onInterfaceChanged(removed.link().name());
        } else if (event instanceof NetworkEvent.AddressAdded added) {
            listener.onAddressAdded(
                    added.address().interfaceName(), added.address().prefix().address());
            if (!isOurs(added.address())) { // a refreshed lease is no news
                listener.onInterfaceChanged(added.address().interfaceName());
            }
        } else if (event instanceof NetworkEvent.AddressRemoved removed) {
            InterfaceAddress address = removed.address();
            listener.onAddressRemoved(address.interfaceName(), address.prefix().address());
            if (!isOurs(address)) {
                listener.onInterfaceChanged(address.interfaceName());
            }
        } else if (event instanceof NetworkEvent.Overrun) {
            listener.onOverrun();
        }
    }

    private static boolean isOurs(InterfaceAddress address) {
        return address.protocol().equals(RouteProtocol.LVS4J);
    }
}
