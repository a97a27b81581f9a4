package io.github.lvs4j.testkit.vrrp;

import io.github.lvs4j.net.InterfaceName;
import java.util.ArrayList;
import java.util.List;

/** An interface of a host, with the cable to its link. The kernel's part of it goes on while the process stands still. */
final class HostPort {

    private final SimulatedHost host;
    private final InterfaceName name;
    private final SimulatedLink link;
    private final List<ReceiveQueue> queues = new ArrayList<>();
    private boolean plugged = true;
    private boolean up = true;

    HostPort(SimulatedHost host, InterfaceName name, SimulatedLink link) {
        this.host = host;
        this.name = name;
        this.link = link;
        link.attach(this);
    }

    SimulatedHost host() {
        return host;
    }

    InterfaceName name() {
        return name;
    }

    SimulatedLink link() {
        return link;
    }

    boolean isUp() {
        return up;
    }

    boolean hasCarrier() {
        return up && plugged;
    }

    void plugged(boolean changed) {
        plugged = changed;
    }

    void up(boolean changed) {
        up = changed;
    }

    boolean isWhole() {
        return up && plugged;
    }

    void open(ReceiveQueue queue) {
        queues.add(queue);
    }

    void close(ReceiveQueue queue) {
        queues.remove(queue);
    }

    void arrive(SimulatedPacket packet) {
        if (!hasCarrier()) {
            return;
        }
        boolean mine = packet.destination().isMulticastAddress() || host.hasBaseAddress(name, packet.destination());
        for (int i = 0; mine && i < queues.size(); i++) {
            queues.get(i).offer(packet, this);
        }
    }
}
