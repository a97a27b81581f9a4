package io.github.lvs4j.netlink.jna;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/**
 * The functions of libc that lvs4j calls, directly mapped with primitive arguments only: such a call costs some 150 ns and
 * allocates nothing. Pointers and {@code size_t} are {@code long}, so the process must be of 64 bits. Each function returns
 * -1 on failure, and then {@link Native#getLastError()} is the reason. Any thread may call.
 */
final class LibC {

    static {
        if (Native.POINTER_SIZE != 8) {
            throw new UnsupportedOperationException("lvs4j needs a 64-bit JVM: pointers are passed as long");
        }
        Native.register(LibC.class, NativeLibrary.getInstance("c"));
    }

    private LibC() {}

    /**
     * Makes a socket; socket(2).
     *
     * @param domain AF_*
     * @param type SOCK_* with SOCK_CLOEXEC and SOCK_NONBLOCK
     * @param protocol meaning depends on the domain
     * @return a descriptor
     */
    static native int socket(int domain, int type, int protocol);

    /**
     * Gives a socket its local address; bind(2).
     *
     * @param descriptor the socket
     * @param address struct sockaddr
     * @param length its length in bytes
     * @return 0
     */
    static native int bind(int descriptor, long address, int length);

    /**
     * Gives a socket its only peer; connect(2).
     *
     * @param descriptor the socket
     * @param address struct sockaddr
     * @param length its length in bytes
     * @return 0
     */
    static native int connect(int descriptor, long address, int length);

    /**
     * Reads a socket's local address; getsockname(2).
     *
     * @param descriptor the socket
     * @param address where to put a struct sockaddr
     * @param length where the room there stands, an int; then its length
     * @return 0
     */
    static native int getsockname(int descriptor, long address, long length);

    /**
     * Sends to the peer; send(2).
     *
     * @param descriptor a connected or bound socket
     * @param bytes what to send
     * @param length how much
     * @param flags MSG_*
     * @return bytes sent
     */
    static native long send(int descriptor, long bytes, long length, int flags);

    /**
     * Sends to an address; sendto(2).
     *
     * @param descriptor the socket
     * @param bytes what to send
     * @param length how much
     * @param flags MSG_*
     * @param address struct sockaddr
     * @param addressLength its length in bytes
     * @return bytes sent
     */
    static native long sendto(int descriptor, long bytes, long length, int flags, long address, int addressLength);

    /**
     * Receives; recv(2).
     *
     * @param descriptor the socket
     * @param bytes where to put it
     * @param length room there
     * @param flags MSG_*
     * @return bytes received; the datagram's whole length with MSG_TRUNC
     */
    static native long recv(int descriptor, long bytes, long length, int flags);

    /**
     * Receives with sender and control messages; recvmsg(2).
     *
     * @param descriptor the socket
     * @param message struct msghdr
     * @param flags MSG_*
     * @return bytes received; the datagram's whole length with MSG_TRUNC
     */
    static native long recvmsg(int descriptor, long message, int flags);

    /**
     * Sets a socket option; setsockopt(2).
     *
     * @param descriptor the socket
     * @param level SOL_* or IPPROTO_*
     * @param option its number
     * @param value its value
     * @param length the value's length in bytes
     * @return 0
     */
    static native int setsockopt(int descriptor, int level, int option, long value, int length);

    /**
     * Waits until one of several descriptors is ready; ppoll(2).
     *
     * @param descriptors array of struct pollfd
     * @param count its length
     * @param timeout struct timespec
     * @param signals signal mask; 0 for none
     * @return how many are ready, 0 after the timeout
     */
    static native int ppoll(long descriptors, long count, long timeout, long signals);

    /**
     * Makes a counter that can be polled; eventfd(2).
     *
     * @param initial its first value
     * @param flags EFD_*
     * @return a descriptor
     */
    static native int eventfd(int initial, int flags);

    /**
     * Reads; read(2).
     *
     * @param descriptor what to read
     * @param bytes where to put it
     * @param length room there
     * @return bytes read
     */
    static native long read(int descriptor, long bytes, long length);

    /**
     * Writes; write(2).
     *
     * @param descriptor where to write
     * @param bytes what
     * @param length how much
     * @return bytes written
     */
    static native long write(int descriptor, long bytes, long length);

    /**
     * Opens a file; open(2).
     *
     * @param path its path, ended by a zero byte
     * @param flags O_*
     * @return a descriptor
     */
    static native int open(byte[] path, int flags);

    /**
     * Moves the calling thread into a namespace; setns(2).
     *
     * @param descriptor a namespace file
     * @param type CLONE_NEW* that it must be of
     * @return 0
     */
    static native int setns(int descriptor, int type);

    /**
     * Gives the calling thread namespaces of its own; unshare(2).
     *
     * @param types CLONE_NEW* of those
     * @return 0
     */
    static native int unshare(int types);

    /**
     * Mounts; mount(2).
     *
     * @param source what, ended by a zero byte
     * @param target where, ended by a zero byte
     * @param type kind of file system, ended by a zero byte
     * @param flags MS_*
     * @param data 0
     * @return 0
     */
    static native int mount(byte[] source, byte[] target, byte[] type, long flags, long data);

    /**
     * Unmounts; umount2(2).
     *
     * @param target where, ended by a zero byte
     * @param flags MNT_*
     * @return 0
     */
    static native int umount2(byte[] target, int flags);

    /**
     * Asks or tells a device; ioctl(2).
     *
     * @param descriptor the socket
     * @param request SIOC*
     * @param argument address of what the request needs
     * @return 0, negative on failure
     */
    static native int ioctl(int descriptor, long request, long argument);

    /**
     * Reads a clock; clock_gettime(2).
     *
     * @param clock CLOCK_*
     * @param time where to put a struct timespec
     * @return 0
     */
    static native int clock_gettime(int clock, long time);

    /**
     * Gives a descriptor back; close(2). Never repeated, not even after EINTR: Linux has released the number by then.
     *
     * @param descriptor what to close
     * @return 0
     */
    static native int close(int descriptor);
}
