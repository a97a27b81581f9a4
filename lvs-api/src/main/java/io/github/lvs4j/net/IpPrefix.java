package io.github.lvs4j.net;

import java.net.InetAddress;

/**
 * An address with a prefix length. The host bits are kept: 192.0.2.7/24 is an address on a network, {@link #network()} the
 * network itself.
 *
 * @param address the address
 * @param length number of leading network bits, 0 to 32 or 128
 */
public record IpPrefix(InetAddress address, int length) {

    /**
     * Checks the length.
     *
     * @throws IllegalArgumentException if the length does not fit the address's family
     */
    public IpPrefix {
        int most = AddressFamily.of(address).bits();
        if (length < 0 || length > most) {
            throw new IllegalArgumentException("prefix length " + length + " of " + IpAddress.format(address)
                    + " is out of range: 0 to " + most + " for " + AddressFamily.of(address));
        }
    }

    /**
     * Reads {@code ADDRESS[/LENGTH]}; without a length it is a host's: 32 or 128.
     *
     * @param text as "192.0.2.0/24" or "2001:db8::1"
     * @return the prefix
     * @throws IllegalArgumentException if the text is malformed; the message quotes it
     */
    public static IpPrefix parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return host(IpAddress.parse(text));
        }
        InetAddress address = IpAddress.parse(text.substring(0, slash));
        String length = text.substring(slash + 1);
        if (!length.matches("[0-9]{1,3}")) {
            throw new IllegalArgumentException(
                    "not a prefix: \"" + text + "\" (after the slash comes the number of network bits)");
        }
        return new IpPrefix(address, Integer.parseInt(length));
    }

    /**
     * One address alone.
     *
     * @param address any address
     * @return the address with length 32 or 128
     */
    public static IpPrefix host(InetAddress address) {
        return new IpPrefix(address, AddressFamily.of(address).bits());
    }

    /**
     * The family of the address.
     *
     * @return IPv4 or IPv6
     */
    public AddressFamily family() {
        return AddressFamily.of(address);
    }

    /**
     * Whether all bits belong to the network.
     *
     * @return true for /32 and /128
     */
    public boolean isHost() {
        return length == family().bits();
    }

    /**
     * The prefix with its host bits cleared.
     *
     * @return the network
     */
    public IpPrefix network() {
        byte[] bytes = address.getAddress();
        for (int i = 0; i < bytes.length; i++) {
            int keep = Math.max(0, Math.min(8, length - 8 * i));
            bytes[i] &= (byte) (0xff00 >> keep);
        }
        return new IpPrefix(IpAddress.of(bytes), length);
    }

    /**
     * Whether an address lies within this prefix's network.
     *
     * @param other any address; one of the other family never does
     * @return true if the leading bits agree
     */
    public boolean contains(InetAddress other) {
        return AddressFamily.of(other) == family()
                && new IpPrefix(other, length)
                        .network()
                        .address()
                        .equals(network().address());
    }

    @Override
    public String toString() {
        return IpAddress.format(address) + "/" + length;
    }
}
