package io.github.lvs4j.testkit.net;

import io.github.lvs4j.event.LvsListener;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.route.InterfaceAddress;
import io.github.lvs4j.route.Link;
import io.github.lvs4j.route.NetworkEvent;
import io.github.lvs4j.route.NetworkStack;
import io.github.lvs4j.route.PolicyRule;
import io.github.lvs4j.route.Route;
import io.github.lvs4j.testkit.time.ManualTimerService;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Links, addresses, routes and rules without a kernel, for tests of code that uses {@link NetworkStack}. It draws the
 * kernel's consequences: connected routes come and go with addresses, the first address of a network takes the others
 * along, a link that goes down loses its IPv6 addresses and its routes, lifetimes end. {@link NetworkStackContract} holds it
 * to that. Any thread may call.
 *
 * <p>It begins with the link {@code lo}, up; further links are plugged in by {@link #addLink}. Duplicate address detection
 * takes no time here.
 */
public final class InMemoryNetworkStack implements NetworkStack {

    private final Object lock;
    private final Namespace namespace;
    private final Lifetimes lifetimes;
    private final List<EventSubscription> subscriptions;
    private final List<EventSubscription> own = new CopyOnWriteArrayList<>();
    private final @Nullable Executor delivery;
    private volatile boolean closed;

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
        this.lock = new Object();
        this.subscriptions = new CopyOnWriteArrayList<>();
        this.delivery = delivery;
        this.namespace = new Namespace(this::announce);
        this.lifetimes = new Lifetimes(time, this::expire);
    }

    private InMemoryNetworkStack(InMemoryNetworkStack other) {
        this.lock = other.lock;
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
     * Adds a link, down as the kernel makes them, with a carrier, with 1500 bytes of MTU and a MAC address of its own.
     *
     * @param name its name
     * @return the link
     * @throws io.github.lvs4j.error.AlreadyExistsException if there is a link of this name
     */
    public Link addLink(InterfaceName name) {
        return change(() -> namespace.addLink(name, null, 1500));
    }

    /**
     * Removes a link with its addresses and routes; rules stay.
     *
     * @param name which link
     * @throws io.github.lvs4j.error.NotFoundException if there is no such link
     */
    public void removeLink(InterfaceName name) {
        change(() -> namespace.removeLink(name));
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

    /** Tells every subscription that events were lost, as the kernel does when a socket's buffer was full. */
    public void overrun() {
        change(() -> announce(new NetworkEvent.Overrun()));
    }

    @Override
    public List<Link> links() {
        return read(Namespace::links);
    }

    @Override
    public Optional<Link> link(InterfaceName name) {
        return links().stream().filter(link -> link.name().equals(name)).findFirst();
    }

    @Override
    public void setLinkUp(InterfaceName name, boolean up) {
        change(() -> namespace.setUp(name, up));
    }

    @Override
    public List<InterfaceAddress> addresses() {
        return read(all -> all.addresses().stream().map(lifetimes::remaining).toList());
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
    public Subscription subscribe(LvsListener<NetworkEvent> listener) {
        checkOpen();
        ExecutorService thread = delivery != null
                ? null
                : Executors.newSingleThreadExecutor(task -> {
                    Thread deliverer = new Thread(task, "lvs4j-testkit-events");
                    deliverer.setDaemon(true);
                    return deliverer;
                });
        Executor executor = thread != null ? thread : Objects.requireNonNull(delivery);
        EventSubscription subscription = new EventSubscription(listener, executor, thread, this::forget);
        synchronized (lock) {
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
        subscriptions.forEach(subscription -> subscription.enqueue(event));
    }

    private void expire(InterfaceAddress address) {
        synchronized (lock) {
            namespace.lifetime(address).ifPresent(lifetime -> namespace.removeAddress(address));
        }
        subscriptions.forEach(EventSubscription::deliver);
    }

    private <T> T read(Function<Namespace, T> reading) {
        checkOpen();
        synchronized (lock) {
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
            synchronized (lock) {
                return change.get();
            }
        } finally {
            new ArrayList<>(subscriptions).forEach(EventSubscription::deliver);
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("this NetworkStack is closed; open another one");
        }
    }
}
