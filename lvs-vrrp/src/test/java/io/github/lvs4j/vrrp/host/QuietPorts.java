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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ports that allocate nothing once a router runs: what one side sends, the other hears, one packet for each interface. */
final class QuietPorts implements VrrpPorts, LoopWaiter, VirtualAddressBinder, NeighborAnnouncer, LinkMonitor {

    private static final int MOST_INTERFACES = 4;

    private final InetAddress own4;
    private final InetAddress own6;
    private final Channel[] channels = new Channel[MOST_INTERFACES];
    private @Nullable QuietPorts other;
    long now;
    private final Ticker ticker = () -> now;

    QuietPorts(int host) {
        own4 = IpAddress.parse("192.0.2." + host);
        own6 = IpAddress.parse("fe80::" + host);
    }

    static void connect(QuietPorts one, QuietPorts two) {
        one.other = two;
        two.other = one;
    }

    @Override
    public Ticker ticker() {
        return ticker;
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
    public AdvertisementChannel openChannel(InterfaceName name, AddressFamily family) {
        int index = name.toString().charAt(3) - '0';
        channels[index] = new Channel(index, family == AddressFamily.INET);
        return channels[index];
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
    public void await(long timeoutNanos) {}

    @Override
    public void wakeup() {}

    @Override
    public void prepare(List<VirtualRouter> routers) {}

    @Override
    public void bind(VirtualRouter router) {}

    @Override
    public void unbind(VirtualRouter router) {}

    @Override
    public boolean isBound(VirtualRouter router) {
        return true;
    }

    @Override
    public void open(InterfaceName where) {}

    @Override
    public void announce(InterfaceName where, MacAddress owner, InetAddress address) {}

    @Override
    public InterfaceCondition inspect(InterfaceName name) {
        return new InterfaceCondition(name, 1, true, MacAddress.ZERO, List.of(own4, own6));
    }

    @Override
    public void start(Listener listener) {}

    @Override
    public void close() {}

    private final class Channel implements AdvertisementChannel {
        private final int index;
        private final PacketEnvelope envelope; // of what is sent here
        private final ByteBuffer waiting = ByteBuffer.allocate(65_536).flip();
        private PacketEnvelope from = new PacketEnvelope(own4, own4, 0);
        private int protocol;

        Channel(int index, boolean four) {
            this.index = index;
            this.envelope = four
                    ? new PacketEnvelope(own4, Advertisement.GROUP_IPV4, 255)
                    : new PacketEnvelope(own6, Advertisement.GROUP_IPV6, 255);
        }

        @Override
        public boolean receive(IncomingPacket into) {
            return take(into, Advertisement.PROTOCOL);
        }

        @Override
        public boolean receiveAuthenticated(IncomingPacket into) {
            return take(into, AuthenticationHeader.PROTOCOL);
        }

        private boolean take(IncomingPacket into, int wanted) {
            if (!waiting.hasRemaining() || protocol != wanted) {
                return false;
            }
            into.message().clear();
            into.message().put(waiting).flip();
            into.describe(from, now, wanted);
            return true;
        }

        @Override
        public void send(InetAddress source, InetAddress destination, int identification, ByteBuffer message) {
            deliver(message, Advertisement.PROTOCOL);
        }

        @Override
        public void sendPacket(InetAddress destination, ByteBuffer packet) {
            deliver(packet, AuthenticationHeader.PROTOCOL);
        }

        private void deliver(ByteBuffer packet, int number) {
            Channel peer = other == null ? null : other.channels[index];
            if (peer != null) {
                peer.waiting.clear();
                peer.waiting.put(packet).flip();
                peer.from = envelope;
                peer.protocol = number;
            }
        }

        @Override
        public void close() {}
    }
}
