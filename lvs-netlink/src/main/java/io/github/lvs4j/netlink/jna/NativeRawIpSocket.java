package io.github.lvs4j.netlink.jna;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.netlink.socket.Errno;
import io.github.lvs4j.netlink.socket.RawIpSocket;
import io.github.lvs4j.netlink.socket.ReceivedPacket;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/** A raw socket of either family. */
public final class NativeRawIpSocket implements RawIpSocket {

    /** The longest IP packet without jumbo payloads. */
    private static final int LONGEST = 65_535;

    private static final int HEADER4 = 20;

    private final FileDescriptor descriptor;
    private final String title;
    private final boolean ipv4;
    private final int scope;
    private final MessageReceiver receiver;
    private final NativeMemory address = new NativeMemory(SocketAddressMemory.ROOM + 4);

    private NativeMemory outgoing = new NativeMemory(2048);
    private InetAddress addressed;
    private int addressLength;

    private NativeRawIpSocket(FileDescriptor descriptor, String title, boolean ipv4, int scope, boolean sendOnly) {
        this.descriptor = descriptor;
        this.title = title;
        this.ipv4 = ipv4;
        this.scope = scope;
        this.receiver = new MessageReceiver(sendOnly ? 64 : LONGEST);
    }

    /**
     * Opens a socket.
     *
     * @param options how
     * @return the socket
     */
    public static NativeRawIpSocket open(Options options) {
        boolean ipv4 = options.family() == AddressFamily.INET;
        String title = options.family() + " raw socket for protocol " + options.protocol()
                + options.device().map(name -> " on " + name).orElse("");
        SocketSetup setup = new SocketSetup(
                ipv4 ? Constants.AF_INET : Constants.AF_INET6,
                Constants.SOCK_RAW | Constants.SOCK_NONBLOCK,
                options.protocol(),
                "open " + title);
        int scope = RawSocketSetup.apply(setup, options);
        return new NativeRawIpSocket(setup.descriptor(), title, ipv4, scope, options.sendOnly());
    }

    @Override
    public void send(ByteBuffer packet, InetAddress destination) {
        int length = packet.remaining();
        if (length > LONGEST) {
            throw Errno.failure(
                    "send " + length + " bytes by " + title, Errno.EMSGSIZE, "an IP packet has at most 65535 bytes");
        }
        if (outgoing.bytes().capacity() < length) {
            outgoing = new NativeMemory(LONGEST);
        }
        outgoing.bytes().put(0, packet, packet.position(), length);
        if (!destination.equals(addressed)) {
            addressLength = SocketAddressMemory.put(address.bytes(), 0, destination, scope);
            addressed = destination;
        }
        long sent = LibC.sendto(
                descriptor.number(),
                outgoing.address(0),
                length,
                Constants.MSG_DONTWAIT,
                address.address(0),
                addressLength);
        if (sent < 0) {
            int errno = SystemCall.errno();
            throw Errno.failure(
                    "send " + length + " bytes to " + IpAddress.format(destination) + " by " + title, errno, null);
        }
    }

    @Override
    public boolean receive(ReceivedPacket into) {
        while (receiver.receive(descriptor.number(), title)) {
            into.fill(receiver.data(), receiver.length(), receiver.stampNanos(), receiver.ageNanos());
            if (ipv4 ? header4(into) : header6(into)) {
                return true;
            }
        }
        return false;
    }

    /** IPv4 raw sockets deliver the header; the kernel has checked it, so a short one does not occur. */
    private static boolean header4(ReceivedPacket into) {
        ByteBuffer bytes = into.bytes();
        if (bytes.limit() < HEADER4) {
            return false;
        }
        int headerLength = (bytes.get(0) & 0x0f) * 4;
        into.header(headerLength, bytes, 12, bytes, 16, 4, bytes.get(8) & 0xff);
        return true;
    }

    /** IPv6 raw sockets deliver no header: its parts come beside the data (RFC 3542). */
    private boolean header6(ReceivedPacket into) {
        int info = receiver.packetInfo();
        if (info < 0 || receiver.hopLimit() < 0) {
            return false;
        }
        ByteBuffer parts = receiver.parts();
        into.header(0, parts, receiver.name() + 8, parts, info, 16, receiver.hopLimit());
        return true;
    }

    @Override
    public int descriptor() {
        return descriptor.number();
    }

    @Override
    public void close() {
        descriptor.close();
    }

    @Override
    public String toString() {
        return title;
    }
}
