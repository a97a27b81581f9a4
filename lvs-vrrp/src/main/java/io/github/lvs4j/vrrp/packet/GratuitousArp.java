package io.github.lvs4j.vrrp.packet;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.net.MacAddress;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * The frame that tells a link where an IPv4 address now lives: an ARP <em>request</em> (RFC 826) whose sender and target
 * are the address itself, broadcast, with the broadcast address as target hardware address, as keepalived and FRR send it.
 * Stateless; any thread.
 */
public final class GratuitousArp {

    /** Length of the frame; the driver pads it. */
    public static final int LENGTH = 42;

    /** ETH_P_ARP of linux/if_ether.h. */
    public static final int ETHER_TYPE = 0x0806;

    private GratuitousArp() {}

    /**
     * Writes the whole Ethernet frame at the buffer's position, which moves behind it.
     *
     * @param address the virtual address
     * @param owner the link-layer address that now answers for it
     * @param into a big-endian buffer with {@link #LENGTH} bytes of room
     * @throws IllegalArgumentException for an IPv6 address
     */
    public static void encode(InetAddress address, MacAddress owner, ByteBuffer into) {
        if (AddressFamily.of(address) != AddressFamily.INET) {
            throw new IllegalArgumentException(
                    "ARP announces IPv4 addresses; announce " + IpAddress.format(address) + " by neighbour discovery");
        }
        byte[] mac = owner.toBytes();
        byte[] broadcast = MacAddress.BROADCAST.toBytes();
        into.put(broadcast).put(mac).putShort((short) ETHER_TYPE);
        into.putShort((short) 1); // hardware: Ethernet
        into.putShort((short) 0x0800); // protocol: IPv4
        into.put((byte) 6).put((byte) 4);
        into.putShort((short) 1); // request
        into.put(mac).put(address.getAddress());
        into.put(broadcast).put(address.getAddress());
    }
}
