package io.github.lvs4j.vrrp.host;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.net.MacAddress;
import io.github.lvs4j.time.Ticker;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.packet.Advertisement;
import io.github.lvs4j.vrrp.packet.AuthenticationHeader;
import io.github.lvs4j.vrrp.packet.PacketEnvelope;
import io.github.lvs4j.vrrp.port.AdvertisementChannel;
import io.github.lvs4j.vrrp.port.IncomingPacket;
import io.github.lvs4j.vrrp.port.InterfaceCondition;
import io.github.lvs4j.vrrp.port.LinkMonitor;
import io.github.lvs4j.vrrp.port.LoopWaiter;
import io.github.lvs4j.vrrp.port.NeighborAnnouncer;
import io.github.lvs4j.vrrp.port.VirtualAddressBinder;
import io.github.lvs4j.vrrp.port.VrrpPorts;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Ports that lead nowhere, on a clock of their own, for {@link Rehearsal}. What one channel sends, it can hear again. */
final class RehearsalPorts
        implements VrrpPorts, LoopWaiter, VirtualAddressBinder, NeighborAnnouncer, LinkMonitor, AdvertisementChannel {

    private static final InetAddress IPV4 = IpAddress.parse("192.0.2.1"); // documentation, RFC 5737
    private static final InetAddress IPV6 = IpAddress.parse("fe80::1");

    private final Deque<Sent> wire = new ArrayDeque<>();

    private record Sent(int protocol, byte[] bytes) {}

    long now;
    private AddressFamily family = AddressFamily.INET;

    @Override
    public Ticker ticker() {
        return () -> now;
    }

    @Override
    public long wallNanos() {
        return now;
    }

    @Override
    public LoopWaiter waiter() {
        return this;
    }

    @Override
    public AdvertisementChannel openChannel(InterfaceName name, AddressFamily wanted) {
        family = wanted;
        return this;
    }

    @Override
    public VirtualAddressBinder binder() {
        return this;
    }

    @Override
    public NeighborAnnouncer announcer() {
        return this;
    }

    @Override
    public LinkMonitor links() {
        return this;
    }

    @Override
    public AutoCloseable claim(String name) {
        return this;
    }

    @Override
    public void await(long timeoutNanos) {
        now += timeoutNanos;
    }

    @Override
    public void wakeup() {
        // nobody sleeps
    }

    @Override
    public void prepare(List<VirtualRouter> routers) {
        // nothing is there
    }

    @Override
    public void bind(VirtualRouter router) {
        // leads nowhere
    }

    @Override
    public void unbind(VirtualRouter router) {
        // leads nowhere
    }

    @Override
    public boolean isBound(VirtualRouter router) {
        return true;
    }

    @Override
    public void open(InterfaceName where) {
        // leads nowhere
    }

    @Override
    public void announce(InterfaceName where, MacAddress owner, InetAddress address) {
        // leads nowhere
    }

    @Override
    public InterfaceCondition inspect(InterfaceName name) {
        return new InterfaceCondition(name, 1, true, MacAddress.ZERO, List.of(IPV4, IPV6));
    }

    @Override
    public void start(Listener listener) {
        // nothing ever changes
    }

    @Override
    public boolean receive(IncomingPacket into) {
        Sent sent = wire.poll();
        if (sent == null) {
            return false;
        }
        InetAddress self = family == AddressFamily.INET ? IPV4 : IPV6;
        into.message().clear();
        into.message().put(sent.bytes()).flip();
        into.describe(new PacketEnvelope(self, self, 0), now, sent.protocol()); // refused for its TTL at the latest
        return true;
    }

    @Override
    public void send(InetAddress source, InetAddress destination, int identification, ByteBuffer message) {
        record(Advertisement.PROTOCOL, message);
    }

    @Override
    public void sendPacket(InetAddress destination, ByteBuffer packet) {
        record(AuthenticationHeader.PROTOCOL, packet);
    }

    private void record(int protocol, ByteBuffer message) {
        byte[] copy = new byte[message.remaining()];
        message.get(copy);
        wire.add(new Sent(protocol, copy));
    }

    @Override
    public void close() {
        wire.clear();
    }
}
