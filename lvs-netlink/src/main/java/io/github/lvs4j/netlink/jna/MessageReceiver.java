package io.github.lvs4j.netlink.jna;

import com.sun.jna.Native;
import io.github.lvs4j.netlink.socket.Errno;
import java.nio.ByteBuffer;

/**
 * One struct msghdr (sys/socket.h) with its parts, used for every receive of a socket: name, one piece of data, control
 * messages. Confined to the socket's owner. Layout of the 64-bit ABI.
 */
final class MessageReceiver {

    private static final int HEADER = 0; // struct msghdr, 56 bytes
    private static final int VECTOR = 56; // struct iovec, 16 bytes
    private static final int CLOCK = 72; // struct timespec, 16 bytes
    private static final int NAME = 88; // room for any sockaddr used here
    private static final int NAME_ROOM = 32;
    private static final int CONTROL = NAME + NAME_ROOM;
    private static final int CONTROL_ROOM = 256;
    private static final int CONTROL_HEADER = 16; // struct cmsghdr
    private static final int WHOLE = CONTROL + CONTROL_ROOM;

    private final NativeMemory fixed = new NativeMemory(WHOLE);
    private final NativeMemory data;

    private int length;
    private long stampNanos;
    private int hopLimit;
    private int packetInfo;

    /**
     * Makes a receiver.
     *
     * @param room for data, in bytes
     */
    MessageReceiver(int room) {
        data = new NativeMemory(room);
        fixed.bytes()
                .putLong(HEADER, fixed.address(NAME))
                .putLong(HEADER + 16, fixed.address(VECTOR))
                .putLong(HEADER + 24, 1)
                .putLong(HEADER + 32, fixed.address(CONTROL))
                .putLong(VECTOR, data.address(0))
                .putLong(VECTOR + 8, room);
    }

    /**
     * Receives if something is there.
     *
     * @param descriptor from where
     * @param operation what is done, for messages
     * @return false if nothing is there
     */
    boolean receive(int descriptor, String operation) {
        fixed.bytes()
                .putInt(HEADER + 8, NAME_ROOM)
                .putLong(HEADER + 40, CONTROL_ROOM)
                .putInt(HEADER + 48, 0);
        long result = LibC.recvmsg(descriptor, fixed.address(HEADER), Constants.MSG_DONTWAIT | Constants.MSG_TRUNC);
        if (result < 0) {
            int errno = Native.getLastError();
            if (errno == Errno.EAGAIN || errno == Errno.EINTR) {
                return false;
            }
            throw Errno.failure(operation, errno, null);
        }
        length = (int) result;
        readControl();
        return true;
    }

    /** The datagram's length on the wire, which may exceed the room. */
    int length() {
        return length;
    }

    /** The data, from position 0. */
    ByteBuffer data() {
        return data.bytes();
    }

    /** The sender's struct sockaddr and the control messages. */
    ByteBuffer parts() {
        return fixed.bytes();
    }

    /** Where in {@link #parts()} the sender's sockaddr begins. */
    int name() {
        return NAME;
    }

    /** Wall clock at arrival in nanoseconds; 0 if there was no stamp. */
    long stampNanos() {
        return stampNanos;
    }

    /** The IPv6 hop limit; -1 if there was none. */
    int hopLimit() {
        return hopLimit;
    }

    /** Where in {@link #parts()} the struct in6_pktinfo begins; -1 if there is none. */
    int packetInfo() {
        return packetInfo;
    }

    /** Nanoseconds from arrival to now, by the wall clock; 0 if there was no stamp. */
    long ageNanos() {
        if (stampNanos == 0) {
            return 0;
        }
        LibC.clock_gettime(Constants.CLOCK_REALTIME, fixed.address(CLOCK));
        long now = fixed.bytes().getLong(CLOCK) * 1_000_000_000L + fixed.bytes().getLong(CLOCK + 8);
        return now - stampNanos;
    }

    /** Walks struct cmsghdr {size_t cmsg_len; int cmsg_level; int cmsg_type} and data, each aligned to 8 bytes. */
    private void readControl() {
        stampNanos = 0;
        hopLimit = -1;
        packetInfo = -1;
        ByteBuffer bytes = fixed.bytes();
        int end = CONTROL + (int) Math.min(bytes.getLong(HEADER + 40), CONTROL_ROOM);
        int at = CONTROL;
        while (end - at >= CONTROL_HEADER) {
            long size = bytes.getLong(at);
            if (size < CONTROL_HEADER || size > end - at) {
                return;
            }
            readOne(bytes.getInt(at + 8), bytes.getInt(at + 12), at + CONTROL_HEADER, (int) size - CONTROL_HEADER);
            at += (int) ((size + 7) & ~7L);
        }
    }

    private void readOne(int level, int type, int at, int size) {
        ByteBuffer bytes = fixed.bytes();
        if (level == Constants.SOL_SOCKET
                && (type == Constants.SO_TIMESTAMPNS_NEW || type == Constants.SO_TIMESTAMPNS_OLD)
                && size >= 16) {
            stampNanos = bytes.getLong(at) * 1_000_000_000L + bytes.getLong(at + 8);
        } else if (level == Constants.IPPROTO_IPV6 && type == Constants.IPV6_HOPLIMIT && size >= 4) {
            hopLimit = bytes.getInt(at);
        } else if (level == Constants.IPPROTO_IPV6 && type == Constants.IPV6_PKTINFO && size >= 20) {
            packetInfo = at;
        }
    }
}
