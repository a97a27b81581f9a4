package io.github.lvs4j.testkit.net;

import io.github.lvs4j.event.LvsListener;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.MacAddress;
import io.github.lvs4j.route.InterfaceAddress;
import io.github.lvs4j.route.Link;
import io.github.lvs4j.route.Neighbor;
import io.github.lvs4j.route.NetworkEvent;
import io.github.lvs4j.route.NetworkStack;
import io.github.lvs4j.route.NetworkState;
import io.github.lvs4j.route.NetworkTopic;
import io.github.lvs4j.route.NewLink;
import io.github.lvs4j.route.PolicyRule;
import io.github.lvs4j.route.Route;
import io.github.lvs4j.testkit.time.ManualTimerService;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Links, addresses, routes, rules and neighbors without a kernel, for tests of code that uses {@link NetworkStack}. It draws the
 * kernel's consequences: connected routes come and go with addresses, the first address of a network takes the others
 * along, a link that goes down loses its IPv6 addresses and its routes, lifetimes end. {@link NetworkStackContract} holds it
 * to that. Any thread may call.
 *
 * <p>It begins with the link {@code lo}, up; further links are plugged in by {@link #addLink(InterfaceName)}. Duplicate address detection
 * takes no time here.
 */
public final class InMemoryNetworkStack implements NetworkStack {

    /** Links hang together across namespaces, so one lock guards all of them. */
    private static final Wiring WIRING = new Wiring();

    private final Namespace namespace;
    private final Lifetimes lifetimes;
    private final List<EventSubscription> subscriptions;
    private final List<EventSubscription> own = new CopyOnWriteArrayList<>();
    private final @Nullable Executor delivery;
    private boolean deaf;
    private volatile boolean closed;

    /** Whose subscriptions have something to deliver, and how many namespaces there have been. Guarded by itself. */
    private static final class Wiring {
        private final Set<List<EventSubscription>> touched = Collections.newSetFromMap(new IdentityHashMap<>());
        private int namespaces;
    }

    /** Opens a namespace whose time stands still: no lifetime ends. Each subscription has its own thread. */
    public InMemoryNetworkStack() {
        this(new ManualTimerService());
    }

    /**
     * Opens a namespace whose lifetimes end as the given time is turned. Each subscription has its own thread.
     *
     * @param time turns the lifetimes
     */
    public InMemoryNetworkStack(ManualTimerService time) {
        this(time, null);
    }

    /**
     * Opens a namespace whose events are delivered as the test wants it.
     *
     * @param time turns the lifetimes
     * @param delivery runs the listeners, one call at a time for each; {@code Runnable::run} delivers before the call that
     *     changed something returns. Null gives each subscription its own thread
     */
    public InMemoryNetworkStack(ManualTimerService time, @Nullable Executor delivery) {
        this.subscriptions = new CopyOnWriteArrayList<>();
        this.delivery = delivery;
        synchronized (WIRING) {
            this.namespace = new Namespace(WIRING.namespaces++, this::announce);
        }
        this.lifetimes = new Lifetimes(time, this::expire);
    }

    private InMemoryNetworkStack(InMemoryNetworkStack other) {
        this.subscriptions = other.subscriptions;
        this.delivery = other.delivery;
        this.namespace = other.namespace;
        this.lifetimes = other.lifetimes;
    }

    /**
     * Opens one more on the same namespace, as a second process would.
     *
     * @return an open object, which outlives this one
     */
    public InMemoryNetworkStack openAnother() {
        return new InMemoryNetworkStack(this);
    }

    /**
     * Plugs hardware in: a link that is down as the kernel makes them, with a carrier, with 1500 bytes of MTU and a MAC address of its own.
     *
     * @param name its name
     * @return the link
     * @throws io.github.lvs4j.error.AlreadyExistsException if there is a link of this name
     */
    public Link addLink(InterfaceName name) {
        return change(() -> namespace.addHardware(name));
    }

    /**
     * Takes a link out, hardware too, with its addresses and routes; rules stay.
     *
     * @param name which link
     * @throws io.github.lvs4j.error.NotFoundException if there is no such link
     */
    public void unplugLink(InterfaceName name) {
        change(() -> namespace.removeLink(name, true));
    }

    /**
     * Plugs the cable in or pulls it. Addresses and routes stay either way.
     *
     * @param name which link
     * @param carrier true for plugged in
     * @throws io.github.lvs4j.error.NotFoundException if there is no such link
     */
    public void setCarrier(InterfaceName name, boolean carrier) {
        change(() -> namespace.setPlugged(name, carrier));
    }

    /** Tells every subscription that events were lost, as the kernel does when a socket's buffer was full; none is missing. */
    public void overrun() {
        overrun(() -> {});
    }

    /**
     * Makes changes of which no subscription hears one by one: it hears of a loss, and then what leads from what was told to
     * what is there.
     *
     * @param changes are made on this thread, through this object or another of the namespace
     */
    public void overrun(Runnable changes) {
        change(() -> {
            NetworkState told = state();
            deaf = true;
            try {
                changes.run();
            } finally {
                deaf = false;
            }
            announce(new NetworkEvent.Overrun());
            told.eventsTo(state()).forEach(this::announce);
        });
    }

    private NetworkState state() {
        return new NetworkState(
                namespace.allLinks(),
                addresses(),
                namespace.routes.all(),
                namespace.rules.all(),
                namespace.neighbors.all());
    }

    @Override
    public List<Link> links() {
        return read(Namespace::allLinks);
    }

    @Override
    public Optional<Link> link(InterfaceName name) {
        return links().stream().filter(link -> link.name().equals(name)).findFirst();
    }

    @Override
    public Optional<Link> link(int index) {
        return links().stream().filter(link -> link.index() == index).findFirst();
    }

    @Override
    public void addLink(NewLink link) {
        change(() -> namespace.addLink(link, namespace));
    }

    @Override
    public void addLink(NewLink link, NetworkStack peerHome) {
        if (!(link.kind() instanceof NewLink.Veth)) {
            throw new IllegalArgumentException("link " + link.name() + " is no veth and has no peer elsewhere, but a "
                    + link.kind().word());
        }
        change(() -> namespace.addLink(link, namespaceOf(peerHome)));
    }

    @Override
    public void removeLink(InterfaceName name) {
        change(() -> namespace.removeLink(name, false));
    }

    @Override
    public void renameLink(InterfaceName name, InterfaceName newName) {
        change(() -> namespace.renameLink(name, newName));
    }

    @Override
    public void setLinkMac(InterfaceName name, MacAddress mac) {
        String operation = "set MAC address " + mac + " of link " + name;
        change(() -> namespace.links().setMac(operation, namespace.links().need(operation, name), mac));
    }

    @Override
    public void setLinkMtu(InterfaceName name, int bytes) {
        String operation = "set MTU " + bytes + " of link " + name;
        change(() -> namespace.links().setMtu(operation, namespace.links().need(operation, name), bytes));
    }

    @Override
    public void setLinkMaster(InterfaceName name, InterfaceName master) {
        String operation = "give link " + name + " to master " + master;
        change(() -> namespace
                .links()
                .setMaster(
                        operation,
                        namespace.links().need(operation, name),
                        namespace.links().need(operation, master)));
    }

    @Override
    public void releaseLink(InterfaceName name) {
        String operation = "take link " + name + " from its master";
        change(() -> namespace.links().setMaster(operation, namespace.links().need(operation, name), null));
    }

    @Override
    public void moveLink(InterfaceName name, NetworkStack target) {
        change(() -> namespace.moveLink(name, namespaceOf(target)));
    }

    private static Namespace namespaceOf(NetworkStack stack) {
        if (stack instanceof InMemoryNetworkStack other) {
            return other.namespace;
        }
        throw new IllegalArgumentException("the other namespace must be an InMemoryNetworkStack, too, not a "
                + stack.getClass().getSimpleName());
    }

    @Override
    public void setLinkUp(InterfaceName name, boolean up) {
        change(() -> namespace.setUp(name, up));
    }

    @Override
    public List<InterfaceAddress> addresses() {
        return read(all -> all.addresses().stream()
                .map(lifetimes::remaining)
                .map(address -> Lifetimes.withStates(address, all.isSecondary(address)))
                .toList());
    }

    @Override
    public void addAddress(InterfaceAddress address) {
        change(() -> {
            namespace.addAddress(address);
            lifetimes.set(address);
        });
    }

    @Override
    public void replaceAddress(InterfaceAddress address) {
        change(() -> {
            namespace.refreshAddress(address);
            lifetimes.set(address);
        });
    }

    @Override
    public void removeAddress(InterfaceAddress address) {
        change(() -> namespace.removeAddress(address));
    }

    @Override
    public List<Route> routes() {
        return read(all -> all.routes.all());
    }

    @Override
    public void addRoute(Route route) {
        change(() -> namespace.routes.add(route, namespace));
    }

    @Override
    public void replaceRoute(Route route) {
        change(() -> namespace.routes.replace(route, namespace));
    }

    @Override
    public void removeRoute(Route route) {
        change(() -> namespace.routes.remove(route, namespace));
    }

    @Override
    public List<PolicyRule> rules() {
        return read(all -> all.rules.all());
    }

    @Override
    public void addRule(PolicyRule rule) {
        change(() -> namespace.rules.add(rule));
    }

    @Override
    public void removeRule(PolicyRule rule) {
        change(() -> namespace.rules.remove(rule));
    }

    @Override
    public List<Neighbor> neighbors() {
        return read(all -> all.neighbors.all());
    }

    @Override
    public void addNeighbor(Neighbor neighbor) {
        change(() -> namespace.neighbors.set("add", neighbor, false));
    }

    @Override
    public void replaceNeighbor(Neighbor neighbor) {
        change(() -> namespace.neighbors.set("set", neighbor, true));
    }

    @Override
    public void removeNeighbor(Neighbor neighbor) {
        change(() -> namespace.neighbors.remove(neighbor));
    }

    @Override
    public Subscription subscribe(Set<NetworkTopic> topics, LvsListener<NetworkEvent> listener) {
        checkOpen();
        ExecutorService thread = delivery != null
                ? null
                : Executors.newSingleThreadExecutor(task -> {
                    Thread deliverer = new Thread(task, "lvs4j-testkit-events");
                    deliverer.setDaemon(true);
                    return deliverer;
                });
        Executor executor = thread != null ? thread : Objects.requireNonNull(delivery);
        EventSubscription subscription = new EventSubscription(topics, listener, executor, thread, this::forget);
        synchronized (WIRING) {
            subscriptions.add(subscription);
            own.add(subscription);
        }
        return subscription;
    }

    @Override
    public void close() {
        closed = true;
        own.forEach(EventSubscription::close);
    }

    private void forget(EventSubscription subscription) {
        subscriptions.remove(subscription);
        own.remove(subscription);
    }

    private void announce(NetworkEvent event) {
        if (deaf || subscriptions.isEmpty()) {
            return;
        }
        NetworkEvent told = event instanceof NetworkEvent.AddressAdded added
                ? new NetworkEvent.AddressAdded(
                        Lifetimes.withStates(added.address(), namespace.isSecondary(added.address())))
                : event;
        WIRING.touched.add(subscriptions);
        subscriptions.forEach(subscription -> subscription.enqueue(told));
    }

    private void expire(InterfaceAddress address) {
        synchronized (WIRING) {
            namespace.lifetime(address).ifPresent(lifetime -> namespace.removeAddress(address));
        }
        deliver();
    }

    private <T> T read(Function<Namespace, T> reading) {
        checkOpen();
        synchronized (WIRING) {
            return reading.apply(namespace);
        }
    }

    private void change(Runnable change) {
        change(() -> {
            change.run();
            return true;
        });
    }

    private <T> T change(Supplier<T> change) {
        checkOpen();
        try {
            synchronized (WIRING) {
                return change.get();
            }
        } finally {
            deliver();
        }
    }

    /** A change made while another is under way, as by {@link #overrun}, leaves the delivery to that one. */
    private static void deliver() {
        if (Thread.holdsLock(WIRING)) {
            return;
        }
        List<EventSubscription> waiting = new ArrayList<>();
        synchronized (WIRING) {
            WIRING.touched.forEach(waiting::addAll);
            WIRING.touched.clear();
        }
        waiting.forEach(EventSubscription::deliver);
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("this NetworkStack is closed; open another one");
        }
    }
}
