package io.github.lvs4j.testkit.net;

import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.route.Neighbor;
import io.github.lvs4j.route.Neighbor.State;
import io.github.lvs4j.route.NetworkEvent;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Neighbors as net/core/neighbour.c keeps them, but for time: nothing grows stale here. Guarded by the lock of all namespaces.
 */
final class NeighborTable {

    private final LinkTable links;
    private final Consumer<NetworkEvent> events;

    NeighborTable(LinkTable links, Consumer<NetworkEvent> events) {
        this.links = links;
        this.events = events;
    }

    List<Neighbor> all() {
        return links.devices().flatMap(device -> device.neighbors.stream()).toList();
    }

    void set(String verb, Neighbor neighbor, boolean mayReplace) {
        String operation = verb + " neighbor " + neighbor;
        Device device = links.need(operation, neighbor.interfaceName());
        boolean needsMac = !neighbor.isProxy() && needsMac(neighbor.state());
        if (needsMac && neighbor.mac().isEmpty()) {
            throw NetworkRefusals.invalid(operation, "No link layer address given");
        }
        Optional<Neighbor> present = find(device, neighbor);
        if (present.isPresent() && !mayReplace && !neighbor.isProxy()) {
            throw NetworkRefusals.exists(operation);
        }
        present.ifPresent(device.neighbors::remove);
        device.neighbors.add(neighbor);
        if (!neighbor.isProxy()) {
            events.accept(new NetworkEvent.NeighborChanged(neighbor));
        }
    }

    private static boolean needsMac(State state) {
        return switch (state) {
            case PERMANENT, NO_ARP, REACHABLE, PROBE, STALE, DELAY -> true;
            case NONE, INCOMPLETE, FAILED -> false;
        };
    }

    void remove(Neighbor neighbor) {
        String operation = "remove neighbor " + neighbor;
        Device device = links.need(operation, neighbor.interfaceName());
        Neighbor present = find(device, neighbor).orElseThrow(() -> NetworkRefusals.noNeighbor(operation));
        remove(device, present);
    }

    private void remove(Device device, Neighbor present) {
        device.neighbors.remove(present);
        if (!present.isProxy()) {
            events.accept(new NetworkEvent.NeighborRemoved(present));
        }
    }

    /** A link that is set down forgets everybody. */
    void flush(Device device) {
        List.copyOf(device.neighbors).forEach(neighbor -> remove(device, neighbor));
    }

    void rename(Device device, InterfaceName newName) {
        for (Neighbor neighbor : List.copyOf(device.neighbors)) {
            Neighbor renamed =
                    Neighbor.builder().from(neighbor).interfaceName(newName).build();
            device.neighbors.set(device.neighbors.indexOf(neighbor), renamed);
            if (!neighbor.isProxy()) {
                events.accept(new NetworkEvent.NeighborRemoved(neighbor));
                events.accept(new NetworkEvent.NeighborChanged(renamed));
            }
        }
    }

    private static Optional<Neighbor> find(Device device, Neighbor wanted) {
        return device.neighbors.stream()
                .filter(held -> held.address().equals(wanted.address()) && held.isProxy() == wanted.isProxy())
                .findFirst();
    }
}
