package io.github.lvs4j.vrrp.host;

import io.github.lvs4j.error.AlreadyExistsException;
import io.github.lvs4j.error.NotPermittedException;
import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.net.MacAddress;
import io.github.lvs4j.time.Ticker;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.packet.Advertisement;
import io.github.lvs4j.vrrp.packet.AdvertisementCodec;
import io.github.lvs4j.vrrp.packet.ChecksumForm;
import io.github.lvs4j.vrrp.packet.DecodedAdvertisement;
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
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** Sockets, kernel and clock made of lists; everything that happens is a line in the log. */
final class FakePorts implements VrrpPorts {

    static final InetAddress OWN = IpAddress.parse("192.0.2.11");
    static final InetAddress PEER = IpAddress.parse("192.0.2.12");
    static final long WALL_OFFSET = 1_700_000_000_000_000_000L;

    final List<String> log = Collections.synchronizedList(new ArrayList<>());
    final Map<InterfaceName, FakeChannel> channels = new HashMap<>();
    final Map<InterfaceName, InterfaceCondition> links = new HashMap<>();
    final Set<String> bound = Collections.synchronizedSet(new HashSet<>());
    final Set<String> claims = new HashSet<>();
    volatile boolean refuseAddresses;
    boolean refuseSockets;
    boolean prepared;
    volatile boolean bindFails;
    volatile boolean unbindFails;
    volatile boolean receiveFails;
    volatile boolean closed;
    volatile long now;
    volatile long wallShift;
    Runnable whenTheWallClockIsRead = () -> {};
    Runnable whenNothingIsLeft = () -> {};
    BiConsumer<String, byte[]> wire = (name, message) -> {}; // where sent messages go
    volatile boolean sendFails;
    LinkMonitor.Listener listener = new LinkMonitor.Listener() {
        @Override
        public void onInterfaceChanged(InterfaceName name) {}

        @Override
        public void onAddressRemoved(InterfaceName name, InetAddress address) {}

        @Override
        public void onOverrun() {}
    };

    FakePorts() {
        link("eth0", 2, true);
        link("eth1", 3, true);
    }

    void link(String name, int index, boolean usable) {
        InterfaceName key = InterfaceName.of(name);
        links.put(
                key,
                index == 0
                        ? InterfaceCondition.missing(key)
                        : new InterfaceCondition(
                                key, index, usable, MacAddress.parse("02:00:00:00:00:0a"), List.of(OWN)));
    }

    FakeChannel channel(String name) {
        return channels.get(InterfaceName.of(name));
    }

    @Override
    public Ticker ticker() {
        return () -> now;
    }

    @Override
    public long wallNanos() {
        whenTheWallClockIsRead.run();
        return WALL_OFFSET + wallShift + now;
    }

    @Override
    public LoopWaiter waiter() {
        return new LoopWaiter() {
            @Override
            public void await(long timeoutNanos) {
                Thread.onSpinWait();
            }

            @Override
            public void wakeup() {}

            @Override
            public void close() {}
        };
    }

    @Override
    public AdvertisementChannel openChannel(InterfaceName name, AddressFamily family) {
        if (refuseSockets) {
            throw new NotPermittedException("open socket", 1, "EPERM", "CAP_NET_RAW is needed");
        }
        FakeChannel channel = new FakeChannel(name);
        channels.put(name, channel);
        return channel;
    }

    @Override
    public VirtualAddressBinder binder() {
        return new VirtualAddressBinder() {
            @Override
            public void prepare(List<VirtualRouter> routers) {
                if (refuseAddresses) {
                    throw new AlreadyExistsException("start", 0, "", "the address is there");
                }
                prepared = true;
            }

            @Override
            public void bind(VirtualRouter router) {
                log.add("bind " + router.name());
                if (bindFails) {
                    throw new IllegalStateException("no bind");
                }
                bound.add(router.name());
            }

            @Override
            public void unbind(VirtualRouter router) {
                log.add("unbind " + router.name());
                if (unbindFails) {
                    throw new IllegalStateException("no unbind");
                }
                bound.remove(router.name());
            }

            @Override
            public boolean isBound(VirtualRouter router) {
                return bound.contains(router.name());
            }
        };
    }

    @Override
    public NeighborAnnouncer announcer() {
        return new NeighborAnnouncer() {
            @Override
            public void open(InterfaceName where) {}

            @Override
            public void announce(InterfaceName where, MacAddress owner, InetAddress address) {
                log.add("announce " + where + " " + IpAddress.format(address));
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
                return links.getOrDefault(name, InterfaceCondition.missing(name));
            }

            @Override
            public void start(Listener heard) {
                listener = heard;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public AutoCloseable claim(String name) {
        if (!claims.add(name)) {
            throw new AlreadyExistsException("claim " + name, 98, "EADDRINUSE", null);
        }
        return () -> claims.remove(name);
    }

    @Override
    public void close() {
        closed = true;
    }

    /** A socket: what was sent is logged, what is to be received waits here with its stamp. */
    final class FakeChannel implements AdvertisementChannel {
        final InterfaceName name;
        final Deque<Waiting> incoming = new ArrayDeque<>();
        final Deque<Waiting> authenticated = new ArrayDeque<>();
        final List<byte[]> sent = new ArrayList<>();
        final List<String> addressed = new ArrayList<>(); // from whom to whom
        int read;
        boolean open = true;

        FakeChannel(InterfaceName name) {
            this.name = name;
        }

        void arrive(Advertisement advertisement, Duration ago) {
            arrive(advertisement, ago, 255);
        }

        void arrive(Advertisement advertisement, Duration ago, int timeToLive) {
            ByteBuffer message = ByteBuffer.allocate(AdvertisementCodec.length(advertisement));
            AdvertisementCodec.encode(
                    advertisement, PEER, Advertisement.GROUP_IPV4, ChecksumForm.MESSAGE_ONLY, message);
            incoming.add(new Waiting(
                    message.array(),
                    WALL_OFFSET + wallShift + now - ago.toNanos(),
                    new PacketEnvelope(PEER, Advertisement.GROUP_IPV4, timeToLive)));
        }

        void arrive(byte[] message, InetAddress source) {
            arrive(message, new PacketEnvelope(source, Advertisement.GROUP_IPV4, 255), Advertisement.PROTOCOL);
        }

        /** Any bytes, just now; with protocol 51 a whole IPv4 packet. */
        void arrive(byte[] message, PacketEnvelope envelope, int protocol) {
            (protocol == 51 ? authenticated : incoming)
                    .add(new Waiting(message, WALL_OFFSET + wallShift + now, envelope));
        }

        @Override
        public boolean receive(IncomingPacket into) {
            if (receiveFails) {
                receiveFails = false;
                throw new IllegalStateException("no receive");
            }
            Waiting next = incoming.poll();
            if (next == null) {
                whenNothingIsLeft.run();
                return false;
            }
            read++;
            into.message().clear();
            into.message().put(next.message()).flip();
            into.describe(next.envelope(), next.stamp());
            return true;
        }

        @Override
        public boolean receiveAuthenticated(IncomingPacket into) {
            Waiting next = authenticated.poll();
            if (next == null) {
                return false;
            }
            into.message().clear();
            into.message().put(next.message()).flip();
            into.describe(next.envelope(), next.stamp(), 51);
            return true;
        }

        @Override
        public void sendPacket(InetAddress destination, ByteBuffer packet) {
            sent.add(bytes(packet));
            log.add("send " + name + " " + (sent.get(sent.size() - 1)[46] & 0xff) + " AH to "
                    + IpAddress.format(destination));
        }

        private byte[] bytes(ByteBuffer buffer) {
            byte[] copy = new byte[buffer.remaining()];
            buffer.get(buffer.position(), copy);
            return copy;
        }

        @Override
        public void send(InetAddress source, InetAddress destination, int identification, ByteBuffer message) {
            if (sendFails) {
                throw new IllegalStateException("no send");
            }
            sent.add(bytes(message));
            addressed.add(IpAddress.format(source) + " > " + IpAddress.format(destination));
            wire.accept(name.toString(), bytes(message));
            ByteBuffer plain = message.duplicate();
            plain.limit(plain.position() + AdvertisementCodec.claimedLength(plain, AddressFamily.of(source)));
            DecodedAdvertisement decoded = (DecodedAdvertisement) AdvertisementCodec.decode(plain, source, destination);
            log.add("send " + name + " " + decoded.advertisement().priority() + " #" + identification);
        }

        @Override
        public void close() {
            open = false;
        }
    }

    record Waiting(byte[] message, long stamp, PacketEnvelope envelope) {}
}
