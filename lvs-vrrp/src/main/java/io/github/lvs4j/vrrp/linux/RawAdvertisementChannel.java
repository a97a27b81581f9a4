package io.github.lvs4j.vrrp.linux;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.netlink.socket.LinuxSockets;
import io.github.lvs4j.netlink.socket.RawIpSocket;
import io.github.lvs4j.netlink.socket.ReceivedPacket;
import io.github.lvs4j.vrrp.packet.Advertisement;
import io.github.lvs4j.vrrp.packet.AdvertisementCodec;
import io.github.lvs4j.vrrp.packet.Ipv4Header;
import io.github.lvs4j.vrrp.packet.PacketEnvelope;
import io.github.lvs4j.vrrp.port.AdvertisementChannel;
import io.github.lvs4j.vrrp.port.IncomingPacket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** VRRP packets over a raw socket that is bound to an interface (raw(7)). The loop's thread only, once it is open. */
final class RawAdvertisementChannel implements AdvertisementChannel {

    private static final int INTERACTIVE_CONTROL = 7; // TC_PRIO_CONTROL, as keepalived
    private static final int CHECKSUM_OFFSET = 6;
    private static final int RECEIVE_BUFFER = 1 << 20; // a pause of the process must not lose the newest packets

    private final RawIpSocket socket;
    private final AddressFamily family;
    private final Consumer<RawIpSocket> onClose;
    private final ReceivedPacket received = new ReceivedPacket(65_536);
    private final ByteBuffer packet = ByteBuffer.allocateDirect(Ipv4Header.LENGTH + AdvertisementCodec.MAX_LENGTH);
    private boolean closed;

    private RawAdvertisementChannel(RawIpSocket socket, AddressFamily family, Consumer<RawIpSocket> onClose) {
        this.socket = socket;
        this.family = family;
        this.onClose = onClose;
    }

    static RawAdvertisementChannel open(InterfaceName name, AddressFamily family, PollerWaiter waiter) {
        boolean four = family == AddressFamily.INET;
        RawIpSocket.Options.Builder options = RawIpSocket.Options.builder()
                .family(family)
                .protocol(Advertisement.PROTOCOL)
                .device(name)
                .addGroups(four ? Advertisement.GROUP_IPV4 : Advertisement.GROUP_IPV6)
                .headerIncluded(four)
                .priority(INTERACTIVE_CONTROL)
                .receiveBuffer(RECEIVE_BUFFER);
        if (!four) {
            options.hopLimit(Ipv4Header.NEIGHBOUR_TTL).checksumOffset(CHECKSUM_OFFSET);
        }
        RawIpSocket socket = LinuxSockets.rawIp(options.build());
        waiter.add(socket);
        return new RawAdvertisementChannel(socket, family, waiter::remove);
    }

    @Override
    public boolean receive(IncomingPacket into) {
        if (!socket.receive(received)) {
            return false;
        }
        into.message().clear();
        into.message().put(received.payload()).flip();
        into.describe(
                new PacketEnvelope(received.source(), received.destination(), received.hopLimit()),
                received.stampNanos());
        return true;
    }

    @Override
    public void send(InetAddress source, InetAddress destination, int identification, ByteBuffer message) {
        if (family == AddressFamily.INET6) {
            socket.send(message, destination); // the kernel writes header and checksum
            return;
        }
        packet.clear();
        Ipv4Header.forAdvertisement(source, destination, identification, message.remaining())
                .encode(packet);
        packet.put(message).flip();
        socket.send(packet, destination);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            onClose.accept(socket);
            socket.close();
        }
    }
}
