package io.github.lvs4j.testkit.net;

import static io.github.lvs4j.net.AddressFamily.INET;
import static io.github.lvs4j.net.AddressFamily.INET6;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.net.IpPrefix;
import io.github.lvs4j.net.MacAddress;
import io.github.lvs4j.route.InterfaceAddress;
import io.github.lvs4j.route.Link;
import io.github.lvs4j.route.NetworkEvent;
import io.github.lvs4j.route.NewLink;
import io.github.lvs4j.route.Route;
import io.github.lvs4j.route.RouteProtocol;
import io.github.lvs4j.route.RoutingTable;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Links, addresses, neighbors and what they draw after them, as net/core/dev.c, net/ipv4/devinet.c, fib_frontend.c and
 * net/ipv6/addrconf.c do it. Guarded by the lock of all namespaces.
 */
final class Namespace implements RouteTables.Surroundings {

    private final Consumer<NetworkEvent> events;
    private final LinkTable links;
    private final int number;
    final RouteTables routes;
    final RuleList rules;
    final NeighborTable neighbors;

    /**
     * A namespace with lo.
     *
     * @param number tells its MAC addresses from another's
     * @param events takes what changes
     */
    Namespace(int number, Consumer<NetworkEvent> events) {
        this.number = number;
        this.events = events;
        this.links = new LinkTable(this, events);
        this.routes = new RouteTables(events);
        this.rules = new RuleList(events);
        this.neighbors = new NeighborTable(links, events);
        InterfaceName loopback = InterfaceName.of("lo");
        links.tell(links.add("add link lo", loopback, null, MacAddress.ZERO, 65536));
        setUp(loopback, true);
        for (String address : List.of("127.0.0.1/8", "::1/128")) {
            addAddress(InterfaceAddress.builder()
                    .interfaceName(loopback)
                    .prefix(IpPrefix.parse(address))
                    .scope(254)
                    .build());
        }
    }

    int number() {
        return number;
    }

    LinkTable links() {
        return links;
    }

    List<Link> allLinks() {
        return links.devices().map(Device::link).toList();
    }

    /** As they are told: without what a reading says of their states. */
    List<InterfaceAddress> addresses() {
        return links.devices().flatMap(device -> device.addresses.stream()).toList();
    }

    /** Whether an address came after another of its network. */
    boolean isSecondary(InterfaceAddress address) {
        Device device = links.find(address.interfaceName());
        return device != null && address.prefix().family() == INET && !isPrimary(device, address);
    }

    @Override
    public RouteTables.LinkState state(InterfaceName name) {
        Device device = links.find(name);
        if (device == null) {
            return RouteTables.LinkState.MISSING;
        }
        return device.up ? RouteTables.LinkState.UP : RouteTables.LinkState.DOWN;
    }

    @Override
    public boolean hasAddress(InetAddress address) {
        return addresses().stream().anyMatch(held -> held.prefix().address().equals(address));
    }

    /** Plugs a piece of hardware in. */
    Link addHardware(InterfaceName name) {
        Device device = links.add("add link " + name, name, null, null, 1500);
        links.tell(device);
        return device.link();
    }

    void addLink(NewLink wanted, Namespace peerHome) {
        links.add(wanted, peerHome.links);
        if (wanted.up()) {
            setUp(wanted.name(), true);
        }
    }

    void removeLink(InterfaceName name, boolean hardwareToo) {
        String operation = "remove link " + name;
        Device device = links.need(operation, name);
        if (!hardwareToo) {
            links.checkRemovable(operation, device);
        }
        remove(device);
    }

    private void remove(Device device) {
        List.copyOf(device.children).forEach(child -> child.home.remove(child));
        links.devices()
                .filter(port -> port.master == device)
                .toList()
                .forEach(port -> links.setMaster("release " + port.name, port, null));
        empty(device);
        Device peer = device.peer;
        device.peer = null;
        links.forget(device);
        if (peer != null && peer.peer != null) {
            peer.peer = null;
            peer.home.remove(peer);
        }
    }

    /** Sets a link down and takes everything from it. */
    private void empty(Device device) {
        setUp(device.name, false);
        for (InterfaceAddress address : List.copyOf(device.addresses)) {
            drop(device, address);
        }
        routes.removeIf(route -> RouteTables.isThrough(route, device.name));
    }

    void moveLink(InterfaceName name, Namespace target) {
        String operation = "move link " + name;
        Device device = links.need(operation, name);
        if (target == this) {
            return;
        }
        if (device.name.value().equals("lo")) {
            throw NetworkRefusals.invalid(operation, "The interface netns is immutable");
        }
        if (target.links.find(name) != null) {
            throw NetworkRefusals.exists(operation);
        }
        Device master = device.master;
        if (master != null) {
            links.setMaster(operation, device, null);
        }
        empty(device);
        Device parent = device.parent;
        links.forget(device);
        device.parent = parent;
        target.links.adopt(device);
    }

    void renameLink(InterfaceName name, InterfaceName newName) {
        String operation = "rename link " + name + " to " + newName;
        Device device = links.need(operation, name);
        links.rename(operation, device, newName);
        for (InterfaceAddress address : List.copyOf(device.addresses)) {
            InterfaceAddress renamed = InterfaceAddress.builder()
                    .from(address)
                    .label(Optional.empty())
                    .interfaceName(newName)
                    .build();
            device.addresses.set(device.addresses.indexOf(address), renamed);
            events.accept(new NetworkEvent.AddressRemoved(address));
            events.accept(new NetworkEvent.AddressAdded(renamed));
        }
        neighbors.rename(device, newName);
        routes.rename(name, newName);
    }

    void setPlugged(InterfaceName name, boolean plugged) {
        Device device = links.need("set carrier of " + name, name);
        device.plugged = plugged;
        links.tell(device);
    }

    void setUp(InterfaceName name, boolean up) {
        Device device = links.need("set link " + name + (up ? " up" : " down"), name);
        if (device.up == up) {
            return;
        }
        device.up = up;
        links.tell(device);
        if (up) {
            device.addresses.forEach(address -> addRoutesOf(device, address));
            addLinkLocal(device);
            return;
        }
        neighbors.flush(device);
        for (InterfaceAddress address : List.copyOf(device.addresses)) {
            if (address.prefix().family() == INET6) {
                drop(device, address);
            }
        }
        routes.removeIf(route ->
                RouteTables.isThrough(route, name) && (route.family() == INET6 || !RouteTables.isLocal(route)));
    }

    private void addLinkLocal(Device device) {
        if (device.mac.equals(MacAddress.ZERO)) {
            return;
        }
        byte[] mac = device.mac.toBytes();
        byte[] bytes = {
            (byte) 0xfe,
            (byte) 0x80,
            0,
            0,
            0,
            0,
            0,
            0,
            (byte) (mac[0] ^ 2),
            mac[1],
            mac[2],
            (byte) 0xff,
            (byte) 0xfe,
            mac[3],
            mac[4],
            mac[5]
        };
        InterfaceAddress linkLocal = InterfaceAddress.builder()
                .interfaceName(device.name)
                .prefix(new IpPrefix(IpAddress.of(bytes), 64))
                .scope(253)
                .build();
        if (device.addresses.stream().noneMatch(held -> held.prefix().equals(linkLocal.prefix()))) {
            insert(device, linkLocal);
        }
    }

    void addAddress(InterfaceAddress address) {
        String operation = "add address " + address.prefix() + " to " + address.interfaceName();
        Device device = links.need(operation, address.interfaceName());
        if (findHeld(device, address).isPresent()) {
            throw NetworkRefusals.exists(operation);
        }
        insert(device, address);
    }

    /** Gives an address that is there new lifetimes and a new protocol; says whether it was there. */
    boolean refreshAddress(InterfaceAddress address) {
        String operation = "replace address " + address.prefix() + " on " + address.interfaceName();
        Device device = links.need(operation, address.interfaceName());
        Optional<InterfaceAddress> held = findHeld(device, address);
        if (held.isEmpty()) {
            insert(device, address);
            return false;
        }
        InterfaceAddress fresh = InterfaceAddress.builder()
                .from(held.get())
                .validLifetime(address.validLifetime())
                .preferredLifetime(address.preferredLifetime())
                .protocol(address.protocol())
                .build();
        device.addresses.set(device.addresses.indexOf(held.get()), fresh);
        events.accept(new NetworkEvent.AddressAdded(fresh));
        return true;
    }

    void removeAddress(InterfaceAddress address) {
        String operation = "remove address " + address.prefix() + " from " + address.interfaceName();
        Device device = links.need(operation, address.interfaceName());
        InterfaceAddress held = findHeld(device, address).orElseThrow(() -> NetworkRefusals.noAddress(operation));
        if (held.prefix().family() == INET && isPrimary(device, held)) {
            for (InterfaceAddress other : List.copyOf(device.addresses)) {
                if (isSameNetwork(held, other) && !other.equals(held)) {
                    drop(device, other);
                }
            }
        }
        drop(device, held);
    }

    /** The lifetimes of an address that expires. */
    Optional<Duration> lifetime(InterfaceAddress address) {
        Device device = links.find(address.interfaceName());
        return device == null ? Optional.empty() : findHeld(device, address).flatMap(InterfaceAddress::validLifetime);
    }

    private void insert(Device device, InterfaceAddress address) {
        boolean ipv4 = address.prefix().family() == INET;
        int place = 0;
        for (InterfaceAddress held : device.addresses) {
            boolean heldIpv4 = held.prefix().family() == INET;
            // IPv4: primaries, then secondaries, each in order of arrival; IPv6: by scope, the newest first.
            boolean before = ipv4
                    ? heldIpv4
                            && (isPrimary(device, held)
                                    || device.addresses.stream().anyMatch(a -> isSameNetwork(a, address)))
                    : heldIpv4 || held.scope() < address.scope();
            if (before) {
                place++;
            }
        }
        device.addresses.add(place, address);
        events.accept(new NetworkEvent.AddressAdded(address));
        addRoutesOf(device, address);
    }

    private void addRoutesOf(Device device, InterfaceAddress address) {
        IpPrefix prefix = address.prefix();
        boolean ipv4 = prefix.family() == INET;
        Route.Builder kernel = Route.builder()
                .protocol(RouteProtocol.KERNEL)
                .interfaceName(address.interfaceName())
                .destination(IpPrefix.host(prefix.address()));
        if (ipv4) {
            kernel.source(prefix.address());
        }
        routes.append(kernel.type(Route.Type.LOCAL).table(RoutingTable.LOCAL).build());
        IpPrefix network = networkOf(address);
        boolean distant = !ipv4 || !network.equals(IpPrefix.host(prefix.address()));
        boolean connected = device.up && !address.noPrefixRoute() && distant && (!ipv4 || isPrimary(device, address));
        boolean loopback = address.interfaceName().value().equals("lo");
        if (!connected || (loopback && !ipv4)) {
            return;
        }
        kernel.destination(network);
        if (loopback) {
            routes.append(kernel.build());
            return;
        }
        routes.append(kernel.type(Route.Type.UNICAST)
                .table(RoutingTable.MAIN)
                .metric(address.routeMetric() != 0 ? address.routeMetric() : ipv4 ? 0 : 256)
                .build());
    }

    private void drop(Device device, InterfaceAddress address) {
        boolean primary = address.prefix().family() == INET6 || isPrimary(device, address);
        device.addresses.remove(address);
        events.accept(new NetworkEvent.AddressRemoved(address));
        IpPrefix prefix = address.prefix();
        InterfaceName name = address.interfaceName();
        AddressFamily family = prefix.family();
        boolean networkGone = primary && device.addresses.stream().noneMatch(other -> isSameNetwork(other, address));
        routes.removeIf(route -> RouteTables.isThrough(route, name)
                && route.family() == family
                && route.protocol().equals(RouteProtocol.KERNEL)
                && route.gateway().isEmpty()
                && (isLocalRouteOf(route, prefix)
                        || (networkGone && route.destination().equals(networkOf(address)))));
        if (hasAddress(prefix.address())) {
            return;
        }
        if (family == INET6) {
            routes.forgetSource(prefix.address());
            return;
        }
        routes.removeIf(route -> route.table().equals(RoutingTable.MAIN)
                && route.source().filter(prefix.address()::equals).isPresent());
        if (device.addresses.stream().noneMatch(other -> other.prefix().family() == INET)) {
            routes.removeIf(route -> RouteTables.isThrough(route, name) && route.family() == INET);
        }
    }

    private static boolean isLocalRouteOf(Route route, IpPrefix prefix) {
        return RouteTables.isLocal(route) && route.destination().equals(IpPrefix.host(prefix.address()));
    }

    private static boolean isPrimary(Device device, InterfaceAddress address) {
        return device.addresses.stream()
                .filter(other -> isSameNetwork(other, address))
                .findFirst()
                .filter(first ->
                        first.prefix().equals(address.prefix()) && first.peer().equals(address.peer()))
                .isPresent();
    }

    private static boolean isSameNetwork(InterfaceAddress one, InterfaceAddress other) {
        return networkOf(one).equals(networkOf(other));
    }

    /** With a peer, the network is the peer's. */
    private static IpPrefix networkOf(InterfaceAddress address) {
        IpPrefix prefix = address.prefix();
        return address.peer()
                .map(peer -> new IpPrefix(peer, prefix.length()))
                .orElse(prefix)
                .network();
    }

    /** IPv4 knows an address by its network's length too, IPv6 by itself alone. */
    private static Optional<InterfaceAddress> findHeld(Device device, InterfaceAddress address) {
        IpPrefix wanted = address.prefix();
        return device.addresses.stream()
                .filter(held -> wanted.family() == INET
                        ? held.prefix().equals(wanted) && isSameNetwork(held, address)
                        : held.prefix().address().equals(wanted.address()))
                .findFirst();
    }
}
