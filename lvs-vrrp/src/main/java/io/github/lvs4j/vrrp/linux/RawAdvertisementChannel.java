package io.github.lvs4j.vrrp.linux;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.MacAddress;
import io.github.lvs4j.netlink.socket.LinuxSockets;
import io.github.lvs4j.netlink.socket.RawIpSocket;
import io.github.lvs4j.netlink.socket.ReceivedPacket;
import io.github.lvs4j.vrrp.packet.Advertisement;
import io.github.lvs4j.vrrp.packet.AdvertisementCodec;
import io.github.lvs4j.vrrp.packet.AuthenticationHeader;
import io.github.lvs4j.vrrp.packet.HmacTrailer;
import io.github.lvs4j.vrrp.packet.Ipv4Header;
import io.github.lvs4j.vrrp.packet.PacketEnvelope;
import io.github.lvs4j.vrrp.port.AdvertisementChannel;
import io.github.lvs4j.vrrp.port.AuthenticationHeaders;
import io.github.lvs4j.vrrp.port.IncomingPacket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * VRRP packets over raw sockets that are bound to an interface (raw(7)): one for protocol 112, and one for authentication
 * headers where they are wanted. The loop's thread only, once it is open.
 */
final class RawAdvertisementChannel implements AdvertisementChannel {

    private static final int INTERACTIVE_CONTROL = 7; // TC_PRIO_CONTROL, as keepalived
    private static final int RECEIVE_BUFFER = 1 << 20; // a pause of the process must not lose the newest packets

    private final InterfaceName name;
    private final AddressFamily family;
    private final PollerWaiter waiter;
    private final RawIpSocket socket;
    private final @Nullable RawIpSocket headers;
    private final Map<InetAddress, RawIpSocket> senders = new HashMap<>();
    private final ReceivedPacket received = new ReceivedPacket(65_536);
    private final ByteBuffer packet =
            ByteBuffer.allocateDirect(Ipv4Header.LENGTH + AdvertisementCodec.MAX_LENGTH + HmacTrailer.LENGTH);
    private final AdvertisementFrames frames;
    private boolean closed;

    private RawAdvertisementChannel(
            InterfaceName name,
            AddressFamily family,
            PollerWaiter waiter,
            RawIpSocket socket,
            @Nullable RawIpSocket headers) {
        this.name = name;
        this.frames = new AdvertisementFrames(name);
        this.family = family;
        this.waiter = waiter;
        this.socket = socket;
        this.headers = headers;
    }

    static RawAdvertisementChannel open(
            InterfaceName name, AddressFamily family, AuthenticationHeaders wanted, PollerWaiter waiter) {
        RawIpSocket socket = LinuxSockets.rawIp(
                receiver(name, family, Advertisement.PROTOCOL).build());
        RawIpSocket headers = null;
        if (wanted != AuthenticationHeaders.IGNORED && family == AddressFamily.INET) {
            RawIpSocket.Options.Builder options = receiver(name, family, AuthenticationHeader.PROTOCOL);
            if (wanted == AuthenticationHeaders.MULTICAST) {
                options.localAddress(Advertisement.GROUP_IPV4); // nothing of IPsec, which is unicast
            }
            try {
                headers = LinuxSockets.rawIp(options.build());
            } catch (RuntimeException failure) {
                socket.close();
                throw failure;
            }
        }
        waiter.add(socket);
        if (headers != null) {
            waiter.add(headers);
        }
        return new RawAdvertisementChannel(name, family, waiter, socket, headers);
    }

    private static RawIpSocket.Options.Builder receiver(InterfaceName name, AddressFamily family, int protocol) {
        boolean four = family == AddressFamily.INET;
        return RawIpSocket.Options.builder()
                .family(family)
                .protocol(protocol)
                .device(name)
                .addGroups(four ? Advertisement.GROUP_IPV4 : Advertisement.GROUP_IPV6)
                .headerIncluded(four)
                .priority(INTERACTIVE_CONTROL)
                .receiveBuffer(RECEIVE_BUFFER);
    }

    @Override
    public boolean receive(IncomingPacket into) {
        if (!socket.receive(received)) {
            return false;
        }
        fill(into, received.payload(), Advertisement.PROTOCOL);
        return true;
    }

    @Override
    public boolean receiveAuthenticated(IncomingPacket into) {
        if (headers == null || !headers.receive(received)) {
            return false;
        }
        fill(into, received.bytes(), AuthenticationHeader.PROTOCOL);
        return true;
    }

    private void fill(IncomingPacket into, ByteBuffer bytes, int protocol) {
        into.message().clear();
        into.message().put(bytes).flip();
        into.describe(
                new PacketEnvelope(received.source(), received.destination(), received.hopLimit()),
                received.stampNanos(),
                protocol);
    }

    @Override
    public void send(InetAddress source, InetAddress destination, int identification, ByteBuffer message) {
        if (family == AddressFamily.INET6) {
            sender(source).send(message, destination); // the kernel writes the header
            return;
        }
        packet.clear();
        Ipv4Header.forAdvertisement(source, destination, identification, message.remaining())
                .encode(packet);
        packet.put(message).flip();
        socket.send(packet, destination);
    }

    @Override
    public void sendPacket(InetAddress destination, ByteBuffer whole) {
        socket.send(whole, destination);
    }

    @Override
    public void sendFrom(
            MacAddress owner, InetAddress source, InetAddress group, int identification, ByteBuffer message) {
        frames.send(owner, source, group, identification, message);
    }

    @Override
    public void sendPacketFrom(MacAddress owner, InetAddress group, ByteBuffer whole) {
        frames.sendPacket(owner, group, whole);
    }

    /**
     * The socket that sends from an IPv6 address. The kernel would choose the source itself, at times a virtual address; but
     * checksum and HMAC cover it, and the peers compare it when priorities are equal.
     */
    private RawIpSocket sender(InetAddress source) {
        RawIpSocket known = senders.get(source);
        if (known != null) {
            return known;
        }
        RawIpSocket opened = LinuxSockets.rawIp(RawIpSocket.Options.builder()
                .family(family)
                .protocol(Advertisement.PROTOCOL)
                .device(name)
                .localAddress(source)
                .sendOnly(true)
                .priority(INTERACTIVE_CONTROL)
                .hopLimit(Ipv4Header.NEIGHBOUR_TTL)
                .trafficClass(Ipv4Header.INTERNETWORK_CONTROL)
                .build());
        senders.put(source, opened);
        return opened;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            frames.close();
            release(socket);
            if (headers != null) {
                release(headers);
            }
            senders.values().forEach(RawIpSocket::close);
        }
    }

    private void release(RawIpSocket one) {
        waiter.remove(one);
        one.close();
    }
}
