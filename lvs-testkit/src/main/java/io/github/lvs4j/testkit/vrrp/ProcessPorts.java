package io.github.lvs4j.testkit.vrrp;

import io.github.lvs4j.error.KernelException;
import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.net.MacAddress;
import io.github.lvs4j.time.Ticker;
import io.github.lvs4j.vrrp.linux.RtnetlinkAddressBinder;
import io.github.lvs4j.vrrp.linux.RtnetlinkLinkMonitor;
import io.github.lvs4j.vrrp.packet.PacketEnvelope;
import io.github.lvs4j.vrrp.port.AdvertisementChannel;
import io.github.lvs4j.vrrp.port.AuthenticationHeaders;
import io.github.lvs4j.vrrp.port.IncomingPacket;
import io.github.lvs4j.vrrp.port.InterfaceCondition;
import io.github.lvs4j.vrrp.port.LinkMonitor;
import io.github.lvs4j.vrrp.port.LoopWaiter;
import io.github.lvs4j.vrrp.port.NeighborAnnouncer;
import io.github.lvs4j.vrrp.port.VirtualAddressBinder;
import io.github.lvs4j.vrrp.port.VrrpPorts;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.Predicate;

/** The ports of one process: sockets on the simulated links, and rtnetlink's own adapters over the in-memory kernel. */
final class ProcessPorts implements VrrpPorts {

    private static final int FULL_TTL = 255;
    static final int ENETDOWN = 100;
    private static final int SOURCE = 12; // in an IPv4 header
    private static final Path NO_SETTINGS = Path.of("no", "settings");

    private final SimulatedProcess process;
    private final SimulatedHost host;
    private final Runnable wake;
    private final RtnetlinkAddressBinder binder;
    private final RtnetlinkLinkMonitor monitor;
    private final Lane news;

    ProcessPorts(SimulatedProcess process, Runnable wake) {
        this.process = process;
        this.host = process.host();
        this.wake = wake;
        this.binder = new RtnetlinkAddressBinder(process.network(), NO_SETTINGS);
        this.monitor = new RtnetlinkLinkMonitor(process.network());
        this.news = process.lane(process::latency);
    }

    @Override
    public Ticker ticker() {
        return process.ticker();
    }

    @Override
    public long wallNanos() {
        host.checkpoint();
        return host.clock().wallNanos();
    }

    @Override
    public LoopWaiter waiter() {
        return new LoopWaiter() {
            @Override
            public void await(long timeoutNanos) {
                throw new UnsupportedOperationException("the simulation turns the loop");
            }

            @Override
            public void wakeup() {
                wake.run();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public AdvertisementChannel openChannel(InterfaceName name, AddressFamily family) {
        return openChannel(name, family, AuthenticationHeaders.IGNORED);
    }

    @Override
    public AdvertisementChannel openChannel(InterfaceName name, AddressFamily family, AuthenticationHeaders headers) {
        return new Channel(name, family, headers);
    }

    @Override
    public VirtualAddressBinder binder() {
        return binder;
    }

    @Override
    public NeighborAnnouncer announcer() {
        return new NeighborAnnouncer() {
            @Override
            public void open(InterfaceName where) {}

            @Override
            public void announce(InterfaceName where, MacAddress owner, InetAddress address) {
                host.checkpoint();
                HostPort port = host.kernel().portOf(where);
                host.lan()
                        .record(new Happening.Announced(
                                host.lan().now(), host.name(), port.link().name(), address));
                port.link().announced(port, address);
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public LinkMonitor links() {
        return new LinkMonitor() {
            @Override
            public InterfaceCondition inspect(InterfaceName name) {
                host.checkpoint();
                return monitor.inspect(name);
            }

            @Override
            public void start(Listener listener) {
                monitor.start(new Listener() {
                    @Override
                    public void onInterfaceChanged(InterfaceName name) {
                        news.execute(() -> listener.onInterfaceChanged(name));
                    }

                    @Override
                    public void onAddressRemoved(InterfaceName name, InetAddress address) {
                        news.execute(() -> listener.onAddressRemoved(name, address));
                    }

                    @Override
                    public void onOverrun() {
                        news.execute(listener::onOverrun);
                    }
                });
            }

            @Override
            public void close() {
                monitor.close();
            }
        };
    }

    @Override
    public AutoCloseable claim(String name) {
        host.claim(name);
        process.onEnd(() -> host.giveBack(name));
        return () -> host.giveBack(name);
    }

    @Override
    public void close() {
        monitor.close();
    }

    /** A raw socket on one interface. */
    private final class Channel implements AdvertisementChannel {

        private final HostPort port;
        private final ReceiveQueue queue;
        private final ReceiveQueue authenticated;

        Channel(InterfaceName name, AddressFamily family, AuthenticationHeaders headers) {
            this.port = host.kernel().portOf(name);
            this.queue = open(name, family, SimulatedPacket.VRRP, packet -> true);
            this.authenticated = open(
                    name,
                    family,
                    SimulatedPacket.AUTHENTICATED,
                    packet -> headers == AuthenticationHeaders.ALL
                            || (headers == AuthenticationHeaders.MULTICAST
                                    && packet.destination().isMulticastAddress()));
        }

        /** A macvlan hears what is sent to the group, while it is up. */
        private ReceiveQueue open(
                InterfaceName name, AddressFamily family, int protocol, Predicate<SimulatedPacket> wanted) {
            ReceiveQueue opened = new ReceiveQueue(protocol, family, host, wake).only(wanted);
            if (!name.equals(port.name())) {
                opened.besides()
                        .only(packet -> wanted.test(packet)
                                && packet.destination().isMulticastAddress()
                                && host.kernel().isUp(name));
            }
            port.open(opened);
            process.onEnd(() -> port.close(opened));
            return opened;
        }

        @Override
        public boolean receive(IncomingPacket into) {
            return receive(queue, into);
        }

        @Override
        public boolean receiveAuthenticated(IncomingPacket into) {
            return receive(authenticated, into);
        }

        private boolean receive(ReceiveQueue from, IncomingPacket into) {
            host.checkpoint();
            ReceiveQueue.Received next = from.poll();
            if (next == null) {
                return false;
            }
            SimulatedPacket packet = next.packet();
            into.message().clear();
            into.message().put(packet.payload()).flip();
            into.describe(
                    new PacketEnvelope(packet.source(), packet.destination(), packet.timeToLive()),
                    next.stampWallNanos(),
                    packet.protocol());
            return true;
        }

        @Override
        public void send(InetAddress source, InetAddress destination, int identification, ByteBuffer message) {
            send(SimulatedPacket.VRRP, source, destination, message);
        }

        @Override
        public void sendPacket(InetAddress destination, ByteBuffer packet) {
            byte[] source = new byte[4];
            packet.get(packet.position() + SOURCE, source);
            send(SimulatedPacket.AUTHENTICATED, IpAddress.of(source), destination, packet);
        }

        private void send(int protocol, InetAddress source, InetAddress destination, ByteBuffer message) {
            host.checkpoint();
            byte[] payload = new byte[message.remaining()];
            message.get(payload);
            if (!port.isUp()) {
                throw new KernelException("send an advertisement on " + port.name(), ENETDOWN, "ENETDOWN", null);
            }
            SimulatedPacket packet = new SimulatedPacket(protocol, source, destination, FULL_TTL, payload);
            host.lan()
                    .record(new Happening.Sent(
                            host.lan().now(), host.name(), port.link().name(), AdvertisementSight.of(packet)));
            port.link().transmit(port, packet);
        }

        @Override
        public void close() {
            port.close(queue);
            port.close(authenticated);
        }
    }
}
