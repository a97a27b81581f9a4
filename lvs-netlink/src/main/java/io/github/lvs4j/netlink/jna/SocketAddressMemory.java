package io.github.lvs4j.netlink.jna;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/** Writes struct sockaddr_in and sockaddr_in6 (netinet/in.h), port 0: raw sockets have none. Stateless; any thread. */
final class SocketAddressMemory {

    /** Room for either. */
    static final int ROOM = 28;

    private static final int LENGTH4 = 16;
    private static final int LENGTH6 = 28;

    private SocketAddressMemory() {}

    /**
     * Writes an address.
     *
     * @param into at least {@link #ROOM} bytes from the offset on
     * @param at the offset
     * @param address what to write
     * @param scope interface index for IPv6 link-local addresses, else 0
     * @return the length of what was written
     */
    static int put(ByteBuffer into, int at, InetAddress address, int scope) {
        into.putLong(at, 0).putLong(at + 8, 0).putLong(at + 16, 0);
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            into.putShort(at, (short) Constants.AF_INET).put(at + 4, bytes);
            return LENGTH4;
        }
        into.putShort(at, (short) Constants.AF_INET6).put(at + 8, bytes);
        boolean linkLocal = address.isLinkLocalAddress() || address.isMulticastAddress();
        into.putInt(at + 24, linkLocal ? scope : 0);
        return LENGTH6;
    }
}
