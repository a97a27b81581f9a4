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
import io.github.lvs4j.route.Route;
import io.github.lvs4j.route.RouteProtocol;
import io.github.lvs4j.route.RoutingTable;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Links, addresses and what they draw after them, as net/ipv4/devinet.c, fib_frontend.c and net/ipv6/addrconf.c do it.
 * Guarded by its owner's lock.
 */
final class Namespace implements RouteTables.Surroundings {

    private final Consumer<NetworkEvent> events;
    private final TreeMap<Integer, Device> devices = new TreeMap<>();
    private int nextIndex = 1;
    final RouteTables routes;
    final RuleList rules;

    /** One link with its addresses in the kernel's order. */
    private static final class Device {
        private Link link;
        private boolean plugged = true;
        private final List<InterfaceAddress> addresses = new ArrayList<>();

        Device(Link link) {
            this.link = link;
        }
    }

    Namespace(Consumer<NetworkEvent> events) {
        this.events = events;
        this.routes = new RouteTables(events);
        this.rules = new RuleList(events);
        Link loopback = addLink(InterfaceName.of("lo"), MacAddress.ZERO, 65536);
        setUp(loopback.name(), true);
        for (String address : List.of("127.0.0.1/8", "::1/128")) {
            addAddress(InterfaceAddress.builder()
                    .interfaceName(loopback.name())
                    .prefix(IpPrefix.parse(address))
                    .scope(254)
                    .build());
        }
    }

    List<Link> links() {
        return devices.values().stream().map(device -> device.link).toList();
    }

    List<InterfaceAddress> addresses() {
        return devices.values().stream()
                .flatMap(device -> device.addresses.stream())
                .toList();
    }

    @Override
    public RouteTables.LinkState state(InterfaceName name) {
        Device device = find(name);
        if (device == null) {
            return RouteTables.LinkState.MISSING;
        }
        return device.link.up() ? RouteTables.LinkState.UP : RouteTables.LinkState.DOWN;
    }

    @Override
    public boolean hasAddress(InetAddress address) {
        return addresses().stream().anyMatch(held -> held.prefix().address().equals(address));
    }

    Link addLink(InterfaceName name, @Nullable MacAddress mac, int mtu) {
        if (find(name) != null) {
            throw NetworkRefusals.exists("add link " + name);
        }
        int index = nextIndex++;
        MacAddress own = mac != null ? mac : new MacAddress(0x0200_0000_0000L + index);
        Device device = new Device(new Link(index, name, own, mtu, false, false));
        devices.put(index, device);
        events.accept(new NetworkEvent.LinkChanged(device.link));
        return device.link;
    }

    void removeLink(InterfaceName name) {
        Device device = need("remove link " + name, name);
        setUp(name, false);
        for (InterfaceAddress address : List.copyOf(device.addresses)) {
            drop(device, address);
        }
        routes.removeIf(route -> route.interfaceName().filter(name::equals).isPresent(), false);
        devices.remove(device.link.index());
        events.accept(new NetworkEvent.LinkRemoved(device.link));
    }

    void setPlugged(InterfaceName name, boolean plugged) {
        Device device = need("set carrier of " + name, name);
        device.plugged = plugged;
        change(device, device.link.up());
    }

    void setUp(InterfaceName name, boolean up) {
        Device device = need("set link " + name + (up ? " up" : " down"), name);
        if (device.link.up() == up) {
            return;
        }
        change(device, up);
        if (up) {
            device.addresses.forEach(address -> addRoutesOf(device, address));
            addLinkLocal(device);
            return;
        }
        for (InterfaceAddress address : List.copyOf(device.addresses)) {
            if (address.prefix().family() == INET6) {
                drop(device, address);
            }
        }
        routes.removeIf(route -> RouteTables.isThrough(route, name, INET6), true);
        routes.removeIf(route -> RouteTables.isThrough(route, name, INET) && !RouteTables.isLocal(route), false);
    }

    private void change(Device device, boolean up) {
        Link old = device.link;
        Link now = new Link(old.index(), old.name(), old.mac(), old.mtu(), up, up && device.plugged);
        if (!now.equals(old)) {
            device.link = now;
            events.accept(new NetworkEvent.LinkChanged(now));
        }
    }

    private void addLinkLocal(Device device) {
        if (device.link.mac().equals(MacAddress.ZERO)) {
            return;
        }
        byte[] mac = device.link.mac().toBytes();
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
                .interfaceName(device.link.name())
                .prefix(new IpPrefix(IpAddress.of(bytes), 64))
                .scope(253)
                .build();
        if (device.addresses.stream().noneMatch(held -> held.prefix().equals(linkLocal.prefix()))) {
            insert(device, linkLocal);
        }
    }

    void addAddress(InterfaceAddress address) {
        String operation = "add address " + address.prefix() + " to " + address.interfaceName();
        Device device = need(operation, address.interfaceName());
        if (findHeld(device, address).isPresent()) {
            throw NetworkRefusals.exists(operation);
        }
        insert(device, address);
    }

    /** Gives an address that is there new lifetimes and a new protocol; says whether it was there. */
    boolean refreshAddress(InterfaceAddress address) {
        String operation = "replace address " + address.prefix() + " on " + address.interfaceName();
        Device device = need(operation, address.interfaceName());
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
        Device device = need(operation, address.interfaceName());
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
        Device device = find(address.interfaceName());
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
        boolean connected = device.link.up() && (ipv4 ? !prefix.isHost() && isPrimary(device, address) : true);
        boolean loopback = address.interfaceName().value().equals("lo");
        if (!connected || (loopback && !ipv4)) {
            return;
        }
        kernel.destination(prefix.network());
        if (loopback) {
            routes.append(kernel.build());
            return;
        }
        routes.append(kernel.type(Route.Type.UNICAST)
                .table(RoutingTable.MAIN)
                .metric(ipv4 ? 0 : 256)
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
        routes.removeIf(
                route -> RouteTables.isThrough(route, name, family)
                        && route.protocol().equals(RouteProtocol.KERNEL)
                        && route.gateway().isEmpty()
                        && (isLocalRouteOf(route, prefix)
                                || (networkGone && route.destination().equals(prefix.network()))),
                true);
        if (hasAddress(prefix.address())) {
            return;
        }
        if (family == INET6) {
            routes.forgetSource(prefix.address());
            return;
        }
        routes.removeIf(
                route -> route.table().equals(RoutingTable.MAIN)
                        && route.source().filter(prefix.address()::equals).isPresent(),
                false);
        if (device.addresses.stream().noneMatch(other -> other.prefix().family() == INET)) {
            routes.removeIf(route -> RouteTables.isThrough(route, name, INET), false);
        }
    }

    private static boolean isLocalRouteOf(Route route, IpPrefix prefix) {
        return RouteTables.isLocal(route) && route.destination().equals(IpPrefix.host(prefix.address()));
    }

    private static boolean isPrimary(Device device, InterfaceAddress address) {
        return device.addresses.stream()
                .filter(other -> isSameNetwork(other, address))
                .findFirst()
                .filter(first -> first.prefix().equals(address.prefix()))
                .isPresent();
    }

    private static boolean isSameNetwork(InterfaceAddress one, InterfaceAddress other) {
        return one.prefix().network().equals(other.prefix().network());
    }

    /** IPv4 knows an address by its network's length too, IPv6 by itself alone. */
    private static Optional<InterfaceAddress> findHeld(Device device, InterfaceAddress address) {
        IpPrefix wanted = address.prefix();
        return device.addresses.stream()
                .filter(held -> wanted.family() == INET
                        ? held.prefix().equals(wanted)
                        : held.prefix().address().equals(wanted.address()))
                .findFirst();
    }

    private @Nullable Device find(InterfaceName name) {
        for (Device device : devices.values()) {
            if (device.link.name().equals(name)) {
                return device;
            }
        }
        return null;
    }

    private Device need(String operation, InterfaceName name) {
        Device device = find(name);
        if (device == null) {
            throw NetworkRefusals.noLink(operation, name);
        }
        return device;
    }
}
