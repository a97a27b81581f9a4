package io.github.lvs4j.netlink.jna;

import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.netlink.socket.Errno;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;

/**
 * Sets a new socket up, option by option; a failure closes the socket and names the option. Confined to one thread.
 */
final class SocketSetup {

    private final FileDescriptor descriptor;
    private final String operation;
    private final NativeMemory value = new NativeMemory(64);

    /**
     * Opens a socket that is to be set up.
     *
     * @param domain AF_*
     * @param type SOCK_*, close-on-exec is added
     * @param protocol of the domain
     * @param operation what is done, for messages
     */
    SocketSetup(int domain, int type, int protocol, String operation) {
        this.operation = operation;
        this.descriptor = new FileDescriptor(LibC.socket(domain, type | Constants.SOCK_CLOEXEC, protocol), operation);
    }

    /** The socket. */
    FileDescriptor descriptor() {
        return descriptor;
    }

    /** Scratch memory for an option's value or an address. */
    NativeMemory value() {
        return value;
    }

    /** Sets an option to an int. */
    void option(String name, int level, int option, int number) {
        value.bytes().putInt(0, number);
        option(name, level, option, value.address(0), 4);
    }

    /** Sets an option to what lies in memory. */
    void option(String name, int level, int option, long address, int length) {
        done(LibC.setsockopt(descriptor.number(), level, option, address, length), name);
    }

    /** Sets an option to an int if this kernel has it. */
    boolean optionIfKnown(int level, int option, int number) {
        value.bytes().putInt(0, number);
        int result = LibC.setsockopt(descriptor.number(), level, option, value.address(0), 4);
        Reference.reachabilityFence(value);
        return result == 0;
    }

    /** Binds to the address that lies at the beginning of {@link #value()}. */
    void bind(int length) {
        done(LibC.bind(descriptor.number(), value.address(0), length), "bind");
    }

    /** Connects to the address that lies at the beginning of {@link #value()}. */
    void connect(int length) {
        done(LibC.connect(descriptor.number(), value.address(0), length), "connect");
    }

    /** Puts the socket's own address at the beginning of {@link #value()}. */
    void readAddress(int room) {
        value.bytes().putInt(room, room);
        done(LibC.getsockname(descriptor.number(), value.address(0), value.address(room)), "getsockname");
    }

    /** Binds to an interface. */
    void device(InterfaceName name) {
        byte[] text = name.value().getBytes(StandardCharsets.US_ASCII);
        value.bytes().put(0, text);
        option(
                "SO_BINDTODEVICE " + name,
                Constants.SOL_SOCKET,
                Constants.SO_BINDTODEVICE,
                value.address(0),
                text.length);
    }

    /**
     * Looks an interface's index up in the socket's namespace, by the socket itself: if_nametoindex(3) wants another descriptor,
     * and takes the want of one for the want of the interface. struct ifreq of linux/if.h: name of 16 bytes, index.
     */
    int interfaceIndex(InterfaceName name) {
        byte[] text = name.value().getBytes(StandardCharsets.US_ASCII);
        value.bytes().putLong(0, 0).putLong(8, 0).put(0, text);
        done(LibC.ioctl(descriptor.number(), Constants.SIOCGIFINDEX, value.address(0)), "interface " + name);
        return value.bytes().getInt(16);
    }

    /** Asks for receive timestamps by the wall clock in nanoseconds; older kernels know the older number only. */
    void timestamps() {
        if (!optionIfKnown(Constants.SOL_SOCKET, Constants.SO_TIMESTAMPNS_NEW, 1)) {
            option("SO_TIMESTAMPNS", Constants.SOL_SOCKET, Constants.SO_TIMESTAMPNS_OLD, 1);
        }
    }

    /** Attaches a filter of one instruction that refuses every packet: struct sock_fprog of linux/filter.h. */
    void refuseAllPackets() {
        value.bytes().putLong(0, 0).putShort(0, (short) 1).putLong(8, value.address(16));
        value.bytes().putLong(16, 0).putShort(16, (short) Constants.BPF_RET_K);
        option("SO_ATTACH_FILTER", Constants.SOL_SOCKET, Constants.SO_ATTACH_FILTER, value.address(0), 16);
    }

    /** Sets the receive buffer, beyond the system's bound where permitted. */
    void receiveBuffer(int bytes) {
        if (!optionIfKnown(Constants.SOL_SOCKET, Constants.SO_RCVBUFFORCE, bytes)) {
            option("SO_RCVBUF", Constants.SOL_SOCKET, Constants.SO_RCVBUF, bytes);
        }
    }

    private void done(int result, String step) {
        Reference.reachabilityFence(value); // C had only its address
        if (result < 0) {
            int errno = SystemCall.errno();
            descriptor.close();
            throw Errno.failure(operation + ", " + step, errno, null);
        }
    }
}
