package io.github.lvs4j.netlink.socket;

import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.netlink.NetlinkProtocol;
import io.github.lvs4j.netlink.NetlinkSocket;
import io.github.lvs4j.netlink.jna.NativeNameClaim;
import io.github.lvs4j.netlink.jna.NativeNetlinkSocket;
import io.github.lvs4j.netlink.jna.NativePacketSocket;
import io.github.lvs4j.netlink.jna.NativePoller;
import io.github.lvs4j.netlink.jna.NativeRawIpSocket;

/**
 * Opens sockets that the JDK cannot. Each belongs to the network namespace that the calling thread is in, for its whole
 * life, and to whoever opened it. Any thread may call.
 *
 * <p>Every method may throw {@link io.github.lvs4j.error.NotPermittedException} without CAP_NET_RAW (raw and packet
 * sockets), {@link io.github.lvs4j.error.NotFoundException} for an interface that is not there, and {@link
 * UnsatisfiedLinkError} where JNA cannot load its library.
 */
public final class LinuxSockets {

    private LinuxSockets() {}

    /**
     * Opens a raw socket.
     *
     * @param options how
     * @return the socket
     */
    public static RawIpSocket rawIp(RawIpSocket.Options options) {
        return NativeRawIpSocket.open(options);
    }

    /**
     * Opens a packet socket for frames of one type.
     *
     * @param device the interface
     * @param etherType as 0x0806 for ARP; 0 to send only
     * @return the socket
     * @throws IllegalArgumentException if the ether type is out of range
     */
    public static PacketSocket packet(InterfaceName device, int etherType) {
        return NativePacketSocket.open(device, etherType);
    }

    /**
     * Opens a netlink socket that speaks with the kernel (netlink(7)).
     *
     * @param protocol which part of the kernel
     * @return the socket
     */
    public static NetlinkSocket netlink(NetlinkProtocol protocol) {
        return NativeNetlinkSocket.open(protocol.number(), protocol.toString());
    }

    /**
     * Makes a poller.
     *
     * @return an empty one
     */
    public static Poller poller() {
        return new NativePoller();
    }

    /**
     * Claims a name in the network namespace.
     *
     * @param name 1 to 101 bytes
     * @return the claim, held until it is closed or the process ends
     * @throws io.github.lvs4j.error.AlreadyExistsException if this process or another holds it
     * @throws IllegalArgumentException if the name is empty or too long
     */
    public static NameClaim claim(String name) {
        return NativeNameClaim.open(name);
    }
}
