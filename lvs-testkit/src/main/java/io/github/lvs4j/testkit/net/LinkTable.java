package io.github.lvs4j.testkit.net;

import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.MacAddress;
import io.github.lvs4j.route.Link;
import io.github.lvs4j.route.NetworkEvent;
import io.github.lvs4j.route.NewLink;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The links of a namespace and what hangs together of them, as net/core/dev.c and the drivers keep it. Guarded by the lock. */
final class LinkTable {

    private static final int LEAST_MTU = 68;
    private static final int MOST_MTU = 65535;

    private final Namespace home;
    private final Consumer<NetworkEvent> events;
    private final TreeMap<Integer, Device> devices = new TreeMap<>();
    private int nextIndex = 1;

    LinkTable(Namespace home, Consumer<NetworkEvent> events) {
        this.home = home;
        this.events = events;
    }

    Stream<Device> devices() {
        return devices.values().stream();
    }

    @Nullable
    Device find(InterfaceName name) {
        return devices().filter(device -> device.name.equals(name)).findFirst().orElse(null);
    }

    Device need(String operation, InterfaceName name) {
        Device device = find(name);
        if (device == null) {
            throw NetworkRefusals.noLink(operation, name);
        }
        return device;
    }

    Device add(String operation, InterfaceName name, NewLink.@Nullable Kind kind, @Nullable MacAddress mac, int mtu) {
        if (find(name) != null) {
            throw NetworkRefusals.exists(operation);
        }
        int index = nextIndex++;
        MacAddress own = mac != null ? mac : new MacAddress(0x0200_0000_0000L + home.number() * 0x1_0000L + index);
        Device device = new Device(home, index, name, kind, own, mtu);
        devices.put(index, device);
        return device;
    }

    Device add(NewLink wanted, LinkTable peerHome) {
        String operation = "add " + wanted.kind().word() + " link " + wanted.name();
        Device parent = wanted.kind() instanceof NewLink.Macvlan macvlan ? need(operation, macvlan.parent()) : null;
        Device master = wanted.master().map(name -> need(operation, name)).orElse(null);
        wanted.mtu().ifPresent(bytes -> checkMtu(operation, bytes));
        InterfaceName peer = wanted.kind() instanceof NewLink.Veth veth ? veth.peer() : null;
        if (peer != null && (peerHome.find(peer) != null || (peerHome == this && peer.equals(wanted.name())))) {
            throw NetworkRefusals.exists(operation);
        }
        int mtu = wanted.mtu().orElse(parent != null ? parent.mtu : 1500);
        boolean tunnel = wanted.kind() instanceof NewLink.Ipip;
        MacAddress mac = tunnel ? MacAddress.ZERO : wanted.mac().orElse(null);
        Device device = add(operation, wanted.name(), wanted.kind(), mac, tunnel ? 1480 : mtu);
        device.parent = parent;
        if (parent != null) {
            parent.children.add(device);
        }
        device.master = master;
        if (peer != null) {
            Device other = peerHome.add(operation, peer, new NewLink.Veth(wanted.name()), null, mtu);
            other.peer = device;
            device.peer = other;
            tell(other);
        }
        tell(device);
        return device;
    }

    void checkRemovable(String operation, Device device) {
        if (device.kind == null) {
            throw NetworkRefusals.notSupported(operation);
        }
    }

    /** Lets go of a link that has lost everything on it. */
    void forget(Device device) {
        devices.remove(device.index);
        if (device.parent != null) {
            device.parent.children.remove(device);
        }
        Link last = device.told != null ? device.told : device.link();
        events.accept(new NetworkEvent.LinkRemoved(last));
    }

    /** Takes a link in that came from elsewhere; it keeps its number if that is free. */
    void adopt(Device device) {
        if (devices.containsKey(device.index)) {
            device.index = nextIndex;
        }
        nextIndex = Math.max(nextIndex, device.index) + 1;
        device.home = home;
        device.told = null;
        devices.put(device.index, device);
        tell(device);
    }

    void rename(String operation, Device device, InterfaceName name) {
        if (!device.name.equals(name) && find(name) != null) {
            throw NetworkRefusals.exists(operation);
        }
        device.name = name;
        tell(device);
    }

    void setMtu(String operation, Device device, int bytes) {
        checkMtu(operation, bytes);
        device.mtu = bytes;
        tell(device);
    }

    private static void checkMtu(String operation, int bytes) {
        if (bytes < LEAST_MTU || bytes > MOST_MTU) {
            throw NetworkRefusals.invalid(
                    operation, bytes < LEAST_MTU ? "mtu less than device minimum" : "mtu greater than device maximum");
        }
    }

    void setMac(String operation, Device device, MacAddress mac) {
        if (device.kind instanceof NewLink.Ipip) {
            throw NetworkRefusals.notSupported(operation);
        }
        device.mac = mac;
        tell(device);
    }

    void setMaster(String operation, Device device, @Nullable Device master) {
        if (master != null && !(master.kind instanceof NewLink.Bridge)) {
            throw NetworkRefusals.notSupported(operation);
        }
        Device before = device.master;
        device.master = master;
        tell(device);
        if (before != null) {
            tell(before);
        }
    }

    /** Says what became of a link, if anything did, and of those whose state follows from it. */
    void tell(Device device) {
        Link now = device.link();
        if (now.equals(device.told)) {
            return;
        }
        device.told = now;
        device.home.links().events.accept(new NetworkEvent.LinkChanged(now));
        List.copyOf(device.dependents()).forEach(this::tell);
    }
}
