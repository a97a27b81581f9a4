package io.github.lvs4j.vrrp.linux;

import io.github.lvs4j.error.KernelException;
import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.MacAddress;
import io.github.lvs4j.netlink.socket.LinuxSockets;
import io.github.lvs4j.netlink.socket.PacketSocket;
import io.github.lvs4j.vrrp.packet.GratuitousArp;
import io.github.lvs4j.vrrp.packet.UnsolicitedNeighborAdvertisement;
import io.github.lvs4j.vrrp.port.NeighborAnnouncer;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Announces addresses with packet sockets, one for each interface. One that fails is opened anew and tried once more: the
 * socket of an interface that was made anew leads nowhere. The loop's thread only.
 */
public final class PacketNeighborAnnouncer implements NeighborAnnouncer {

    private final Map<InterfaceName, PacketSocket> sockets = new HashMap<>();
    private final ByteBuffer frame = ByteBuffer.allocateDirect(128);

    /** An announcer in the network namespace of the thread that announces. */
    public PacketNeighborAnnouncer() {}

    @Override
    public void open(InterfaceName where) {
        socket(where);
    }

    @Override
    public void announce(InterfaceName where, MacAddress owner, InetAddress address) {
        frame.clear();
        if (AddressFamily.of(address) == AddressFamily.INET) {
            GratuitousArp.encode(address, owner, frame);
        } else {
            UnsolicitedNeighborAdvertisement.encode(address, owner, isRouter(where), frame);
        }
        frame.flip();
        try {
            socket(where).send(frame);
        } catch (KernelException stale) {
            drop(where);
            socket(where).send(frame);
        }
    }

    @Override
    public void close() {
        sockets.values().forEach(PacketSocket::close);
        sockets.clear();
    }

    /** Whether this host forwards IPv6 here: the R flag, as keepalived sets it. proc(5) answers for this thread's namespace. */
    private static boolean isRouter(InterfaceName where) {
        try {
            return Files.readString(Path.of("/proc/sys/net/ipv6/conf/" + where + "/forwarding"))
                    .startsWith("1");
        } catch (IOException e) {
            return false;
        }
    }

    private PacketSocket socket(InterfaceName where) {
        return sockets.computeIfAbsent(where, name -> LinuxSockets.packet(name, 0));
    }

    private void drop(InterfaceName where) {
        PacketSocket broken = sockets.remove(where);
        if (broken != null) {
            broken.close();
        }
    }
}
