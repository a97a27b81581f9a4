package io.github.lvs4j.net;

import java.net.Inet4Address;
import java.net.InetAddress;

/** The two families of Internet addresses, with the kernel's numbers (AF_INET and AF_INET6 of sys/socket.h). */
public enum AddressFamily {
    /** IPv4, AF_INET. */
    INET(2, 32, "IPv4"),
    /** IPv6, AF_INET6. */
    INET6(10, 128, "IPv6");

    private final int number;
    private final int bits;
    private final String title;

    AddressFamily(int number, int bits, String title) {
        this.number = number;
        this.bits = bits;
        this.title = title;
    }

    /**
     * The family of an address.
     *
     * @param address any address
     * @return its family
     */
    public static AddressFamily of(InetAddress address) {
        return address instanceof Inet4Address ? INET : INET6;
    }

    /**
     * The kernel's number.
     *
     * @return AF_INET or AF_INET6
     */
    public int number() {
        return number;
    }

    /**
     * The length of an address.
     *
     * @return 32 or 128 bits
     */
    public int bits() {
        return bits;
    }

    /**
     * The length of an address.
     *
     * @return 4 or 16 bytes
     */
    public int bytes() {
        return bits / 8;
    }

    @Override
    public String toString() {
        return title;
    }
}
