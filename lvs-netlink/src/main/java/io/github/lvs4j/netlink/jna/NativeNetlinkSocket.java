package io.github.lvs4j.netlink.jna;

import io.github.lvs4j.netlink.MalformedMessageException;
import io.github.lvs4j.netlink.NetlinkSocket;
import io.github.lvs4j.netlink.socket.Errno;
import java.nio.ByteBuffer;

/**
 * A netlink socket, bound to a port of the kernel's choice and connected to the kernel: it then refuses messages from other
 * processes by itself.
 */
public final class NativeNetlinkSocket implements NetlinkSocket {

    /** The kernel fills parts of a dump up to 32 KiB if that much was once offered; more does not help. */
    private static final int ROOM = 64 * 1024;

    /** struct sockaddr_nl of linux/netlink.h: family, pad, port, groups. */
    private static final int ADDRESS = 12;

    private static final int PORT = 4;

    private final FileDescriptor descriptor;
    private final String title;
    private final int port;
    private final NativeMemory outgoing = new NativeMemory(ROOM);
    private final NativeMemory incoming = new NativeMemory(ROOM);
    private final NativeMemory option = new NativeMemory(8);

    private NativeNetlinkSocket(FileDescriptor descriptor, String title, int port) {
        this.descriptor = descriptor;
        this.title = title;
        this.port = port;
    }

    /**
     * Opens a socket.
     *
     * @param protocol NETLINK_ROUTE (0), NETLINK_GENERIC (16) and so on
     * @param name the protocol's name, for messages
     * @return the socket
     */
    public static NativeNetlinkSocket open(int protocol, String name) {
        String title = name + " socket";
        SocketSetup setup = new SocketSetup(Constants.AF_NETLINK, Constants.SOCK_RAW, protocol, "open " + title);
        // Kernels before 4.12 answer with fewer words, which is all that is lost.
        setup.optionIfKnown(Constants.SOL_NETLINK, Constants.NETLINK_EXT_ACK, 1);
        setup.optionIfKnown(Constants.SOL_NETLINK, Constants.NETLINK_CAP_ACK, 1);
        setup.value().bytes().putLong(0, 0).putInt(8, 0).putShort(0, (short) Constants.AF_NETLINK);
        setup.bind(ADDRESS);
        setup.connect(ADDRESS);
        setup.readAddress(ADDRESS);
        try {
            return new NativeNetlinkSocket(
                    setup.descriptor(), title, setup.value().bytes().getInt(PORT));
        } catch (Error e) { // of memory
            setup.descriptor().close();
            throw e;
        }
    }

    @Override
    public ByteBuffer outgoing() {
        return outgoing.bytes();
    }

    @Override
    public ByteBuffer incoming() {
        return incoming.bytes();
    }

    @Override
    public void send(int length) {
        if (LibC.send(descriptor.number(), outgoing.address(0), length, 0) < 0) {
            throw Errno.failure("send " + length + " bytes by " + title, SystemCall.errno(), null);
        }
    }

    @Override
    public int receive() {
        long length =
                LibC.recv(descriptor.number(), incoming.address(0), ROOM, Constants.MSG_DONTWAIT | Constants.MSG_TRUNC);
        if (length > ROOM) {
            throw new MalformedMessageException(
                    title + ": a datagram of " + length + " bytes does not fit into " + ROOM + " and was cut");
        }
        if (length < 0) {
            int errno = SystemCall.errno();
            if (errno == Errno.EAGAIN) {
                return 0;
            }
            throw Errno.failure("receive from " + title, errno, errno == Errno.ENOBUFS ? "messages were lost" : null);
        }
        return (int) length;
    }

    @Override
    public void join(int group) {
        option.bytes().putInt(0, group);
        SystemCall.check(
                LibC.setsockopt(
                        descriptor.number(),
                        Constants.SOL_NETLINK,
                        Constants.NETLINK_ADD_MEMBERSHIP,
                        option.address(0),
                        4),
                "join group " + group + " by " + title);
    }

    @Override
    public int port() {
        return port;
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
