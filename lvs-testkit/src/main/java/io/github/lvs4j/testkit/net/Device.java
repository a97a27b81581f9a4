package io.github.lvs4j.testkit.net;

import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.MacAddress;
import io.github.lvs4j.route.InterfaceAddress;
import io.github.lvs4j.route.Link;
import io.github.lvs4j.route.Link.OperationalState;
import io.github.lvs4j.route.Neighbor;
import io.github.lvs4j.route.NewLink;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** One link with what is on it, and the links that it hangs on. Guarded by the lock of all namespaces. */
final class Device {

    Namespace home;
    int index;
    InterfaceName name;
    MacAddress mac;
    int mtu;
    boolean up;
    boolean plugged = true;

    /** Null for hardware and lo. */
    final NewLink.@Nullable Kind kind;

    /** A veth's other end. */
    @Nullable
    Device peer;

    /** What a macvlan stands on. */
    @Nullable
    Device parent;

    /** The macvlans on it. */
    final List<Device> children = new ArrayList<>();

    /** The bridge that it belongs to. */
    @Nullable
    Device master;

    /** As it was told last. */
    @Nullable
    Link told;

    /** In the kernel's order. */
    final List<InterfaceAddress> addresses = new ArrayList<>();

    final List<Neighbor> neighbors = new ArrayList<>();

    Device(Namespace home, int index, InterfaceName name, NewLink.@Nullable Kind kind, MacAddress mac, int mtu) {
        this.home = home;
        this.index = index;
        this.name = name;
        this.kind = kind;
        this.mac = mac;
        this.mtu = mtu;
    }

    /** The link as it is now. */
    Link link() {
        boolean carrier = up && hasSignal();
        boolean silent = kind == null ? name.value().equals("lo") : isWithoutSignal(kind);
        Link.Builder link = Link.builder()
                .index(index)
                .name(name)
                .mac(mac)
                .mtu(mtu)
                .up(up)
                .carrier(carrier)
                .operationalState(
                        carrier ? (silent ? OperationalState.UNKNOWN : OperationalState.UP) : OperationalState.DOWN);
        if (kind != null) {
            link.kind(kind.word());
        }
        if (kind instanceof NewLink.Macvlan macvlan) {
            link.macvlanMode(macvlan.mode());
        } else if (kind instanceof NewLink.Ipip ipip) {
            link.tunnel(ipip.tunnel());
        }
        Device below = parent != null ? parent : peer;
        if (below != null) {
            link.parentIndex(below.index).isParentElsewhere(below.home != home);
        }
        return link.masterIndex(Optional.ofNullable(master)
                        .map(device -> OptionalInt.of(device.index))
                        .orElse(OptionalInt.empty()))
                .build();
    }

    private static boolean isWithoutSignal(NewLink.Kind kind) {
        return kind instanceof NewLink.Dummy || kind instanceof NewLink.Ipip;
    }

    private boolean hasSignal() {
        if (kind instanceof NewLink.Bridge) {
            return home.links().devices().anyMatch(port -> port.master == this && port.up && port.hasSignal());
        }
        if (parent != null) {
            return parent.up && parent.hasSignal();
        }
        return peer != null ? peer.up : plugged;
    }

    /** Those whose state may follow from this one's. */
    List<Device> dependents() {
        List<Device> dependents = new ArrayList<>();
        if (peer != null) {
            dependents.add(peer);
        }
        if (master != null) {
            dependents.add(master);
        }
        dependents.addAll(children);
        return dependents;
    }
}
