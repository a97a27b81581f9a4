package io.github.lvs4j.vrrp.packet;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.net.MacAddress;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * The frame that tells a link where an IPv6 address now lives (RFC 4861 section 4.4, RFC 9568 section 6.4.2): from the
 * address itself to all nodes, not solicited, overriding, with the target's link-layer address. Stateless; any thread.
 */
public final class UnsolicitedNeighborAdvertisement {

    /** Length of the frame. */
    public static final int LENGTH = 86;

    /** ETH_P_IPV6 of linux/if_ether.h. */
    public static final int ETHER_TYPE = 0x86dd;

    private static final MacAddress ALL_NODES_MAC = new MacAddress(0x3333_0000_0001L);
    private static final InetAddress ALL_NODES = IpAddress.parse("ff02::1");
    private static final int ICMPV6 = 58;
    private static final int ICMPV6_LENGTH = 32;
    private static final int ROUTER = 0x80;
    private static final int OVERRIDE = 0x20;

    private UnsolicitedNeighborAdvertisement() {}

    /**
     * Writes the whole Ethernet frame at the buffer's position, which moves behind it.
     *
     * @param address the virtual address
     * @param owner the link-layer address that now answers for it
     * @param router whether this host forwards packets, the R flag
     * @param into a big-endian buffer with {@link #LENGTH} bytes of room
     * @throws IllegalArgumentException for an IPv4 address
     */
    public static void encode(InetAddress address, MacAddress owner, boolean router, ByteBuffer into) {
        if (AddressFamily.of(address) != AddressFamily.INET6) {
            throw new IllegalArgumentException(
                    "neighbour discovery announces IPv6 addresses; announce " + IpAddress.format(address) + " by ARP");
        }
        byte[] mac = owner.toBytes();
        into.put(ALL_NODES_MAC.toBytes()).put(mac).putShort((short) ETHER_TYPE);
        into.putInt(0x6000_0000)
                .putShort((short) ICMPV6_LENGTH)
                .put((byte) ICMPV6)
                .put((byte) 255);
        into.put(address.getAddress()).put(ALL_NODES.getAddress());
        int start = into.position();
        into.put((byte) 136).put((byte) 0).putShort((short) 0);
        into.putInt((OVERRIDE | (router ? ROUTER : 0)) << 24);
        into.put(address.getAddress());
        into.put((byte) 2).put((byte) 1).put(mac); // option: target link-layer address
        long seed = InternetChecksum.pseudoHeader(address, ALL_NODES, ICMPV6, ICMPV6_LENGTH);
        into.putShort(start + 2, (short) InternetChecksum.of(into, start, ICMPV6_LENGTH, seed));
    }
}
