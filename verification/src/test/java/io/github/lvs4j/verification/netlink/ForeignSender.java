package io.github.lvs4j.verification.netlink;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;

/** A process that sends to somebody else's netlink socket instead of to the kernel, as root may. */
final class ForeignSender {

    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW = 3;

    private interface C extends Library {
        int socket(int domain, int type, int protocol) throws LastErrorException;

        long sendto(int descriptor, Pointer bytes, long length, int flags, Pointer address, int addressLength)
                throws LastErrorException;

        int close(int descriptor) throws LastErrorException;
    }

    private static final C LIBC = Native.load("c", C.class);

    private ForeignSender() {}

    /**
     * Sends an acknowledgement of some sequence number to a port.
     *
     * @throws LastErrorException if the kernel refuses
     */
    static void acknowledge(int protocol, int port, int sequence) {
        int descriptor = LIBC.socket(AF_NETLINK, SOCK_RAW, protocol);
        try (Memory message = new Memory(36);
                Memory address = new Memory(12)) {
            message.clear();
            message.setInt(0, 36);
            message.setShort(4, (short) 2);
            message.setInt(8, sequence);
            message.setInt(12, port);
            address.clear();
            address.setShort(0, (short) AF_NETLINK);
            address.setInt(4, port);
            LIBC.sendto(descriptor, message, 36, 0, address, 12);
        } finally {
            LIBC.close(descriptor);
        }
    }
}
