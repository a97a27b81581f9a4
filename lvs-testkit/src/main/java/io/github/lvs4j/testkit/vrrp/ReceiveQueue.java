package io.github.lvs4j.testkit.vrrp;

import io.github.lvs4j.net.AddressFamily;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A socket's receive queue: the kernel fills it and stamps each packet, whatever the process does; full, it drops the newest. */
final class ReceiveQueue {

    /** What the default of 212,992 bytes holds of small packets, which the kernel counts as 768 each. */
    private static final int CAPACITY = 277;

    private final Deque<Received> packets = new ArrayDeque<>();
    private final int protocol;
    private final AddressFamily family;
    private final SimulatedHost host;
    private final Runnable onArrival;
    private Predicate<SimulatedPacket> filter = packet -> true;
    private boolean besides;

    record Received(SimulatedPacket packet, long stampWallNanos) {}

    ReceiveQueue(int protocol, AddressFamily family, SimulatedHost host, Runnable onArrival) {
        this.protocol = protocol;
        this.family = family;
        this.host = host;
        this.onArrival = onArrival;
    }

    ReceiveQueue only(Predicate<SimulatedPacket> wanted) {
        filter = wanted;
        return this;
    }

    /** That of a macvlan, which hears what its interface hears: the packets are no news. */
    ReceiveQueue besides() {
        besides = true;
        return this;
    }

    void offer(SimulatedPacket packet, HostPort port) {
        boolean mine = packet.protocol() == protocol && AddressFamily.of(packet.source()) == family;
        if (!mine || packets.size() >= CAPACITY || !filter.test(packet)) {
            return;
        }
        packets.add(new Received(packet, host.clock().wallNanos()));
        if (packet.isVrrp() && !besides) {
            host.lan()
                    .record(new Happening.Queued(
                            host.lan().now(), host.name(), port.link().name(), AdvertisementSight.of(packet)));
        }
        onArrival.run();
    }

    @Nullable
    Received poll() {
        return packets.poll();
    }
}
