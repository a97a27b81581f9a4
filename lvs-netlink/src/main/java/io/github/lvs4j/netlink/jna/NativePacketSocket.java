package io.github.lvs4j.netlink.jna;

import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.netlink.socket.Errno;
import io.github.lvs4j.netlink.socket.PacketSocket;
import io.github.lvs4j.netlink.socket.ReceivedFrame;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A packet socket bound to one interface. */
public final class NativePacketSocket implements PacketSocket {

    /** The longest frame of any MTU in use, with its header. */
    private static final int LONGEST = 65_550;

    /** struct sockaddr_ll of linux/if_packet.h. */
    private static final int ADDRESS = 20;

    private final FileDescriptor descriptor;
    private final String title;
    private final MessageReceiver receiver;

    private NativeMemory outgoing = new NativeMemory(2048);

    private NativePacketSocket(FileDescriptor descriptor, String title, int room) {
        this.descriptor = descriptor;
        this.title = title;
        this.receiver = new MessageReceiver(room);
    }

    /**
     * Opens a socket. It is made without protocol and bound with it, so that no frame of another interface gets in between.
     *
     * @param device the interface
     * @param etherType which frames are received; 0 for none
     * @return the socket
     */
    public static NativePacketSocket open(InterfaceName device, int etherType) {
        if (etherType < 0 || etherType > 0xffff) {
            throw new IllegalArgumentException("ether type " + etherType + " is out of range: 0 to 65535");
        }
        String title = "packet socket on " + device;
        SocketSetup setup =
                new SocketSetup(Constants.AF_PACKET, Constants.SOCK_RAW | Constants.SOCK_NONBLOCK, 0, "open " + title);
        int index = setup.interfaceIndex(device);
        setup.timestamps();
        ByteBuffer address = setup.value().bytes();
        address.putLong(0, 0).putLong(8, 0).putInt(16, 0);
        address.putShort(0, (short) Constants.AF_PACKET).putInt(4, index);
        address.order(ByteOrder.BIG_ENDIAN).putShort(2, (short) etherType).order(ByteOrder.nativeOrder());
        setup.bind(ADDRESS);
        return new NativePacketSocket(setup.descriptor(), title, etherType == 0 ? 64 : LONGEST);
    }

    @Override
    public void send(ByteBuffer frame) {
        int length = frame.remaining();
        if (outgoing.bytes().capacity() < length) {
            outgoing = new NativeMemory(length);
        }
        outgoing.bytes().put(0, frame, frame.position(), length);
        long sent = LibC.send(descriptor.number(), outgoing.address(0), length, Constants.MSG_DONTWAIT);
        if (sent < 0) {
            int errno = SystemCall.errno();
            throw Errno.failure("send a frame of " + length + " bytes by " + title, errno, null);
        }
    }

    @Override
    public boolean receive(ReceivedFrame into) {
        if (!receiver.receive(descriptor.number(), title)) {
            return false;
        }
        into.fill(receiver.data(), receiver.length(), receiver.stampNanos(), receiver.ageNanos());
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
