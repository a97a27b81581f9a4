package io.github.lvs4j.vrrp.linux;

import io.github.lvs4j.error.KernelException;
import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.MacAddress;
import io.github.lvs4j.netlink.socket.LinuxSockets;
import io.github.lvs4j.netlink.socket.PacketSocket;
import io.github.lvs4j.vrrp.packet.Advertisement;
import io.github.lvs4j.vrrp.packet.AdvertisementCodec;
import io.github.lvs4j.vrrp.packet.HmacTrailer;
import io.github.lvs4j.vrrp.packet.Ipv4Header;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Multicast advertisements as whole Ethernet frames from a virtual MAC, over a packet socket (packet(7)) that is opened with the
 * first. They leave through the interface itself, so that a new master speaks before its macvlan is up. The loop's thread only.
 */
final class AdvertisementFrames implements AutoCloseable {

    private static final int ETHERNET = 14;
    private static final int HEADERS = 60; // IPv4 with AH, or IPv6, with room
    private static final int ETHER_TYPE_IPV4 = 0x0800;
    private static final int ETHER_TYPE_IPV6 = 0x86dd;
    private static final int VERSION_AND_CLASS = 0x6c00_0000; // version 6, traffic class 0xc0, no flow label

    private final InterfaceName name;
    private final ByteBuffer frame =
            ByteBuffer.allocateDirect(ETHERNET + HEADERS + AdvertisementCodec.MAX_LENGTH + HmacTrailer.LENGTH);
    private @Nullable PacketSocket socket;

    AdvertisementFrames(InterfaceName name) {
        this.name = name;
    }

    void send(MacAddress owner, InetAddress source, InetAddress group, int identification, ByteBuffer message) {
        boolean four = AddressFamily.of(group) == AddressFamily.INET;
        begin(owner, group, four);
        if (four) {
            Ipv4Header.forAdvertisement(source, group, identification, message.remaining())
                    .encode(frame);
        } else {
            frame.putInt(VERSION_AND_CLASS)
                    .putShort((short) message.remaining())
                    .put((byte) Advertisement.PROTOCOL)
                    .put((byte) Ipv4Header.NEIGHBOUR_TTL)
                    .put(source.getAddress())
                    .put(group.getAddress());
        }
        transmit(message);
    }

    /** The same with its IPv4 header. */
    void sendPacket(MacAddress owner, InetAddress group, ByteBuffer whole) {
        begin(owner, group, true);
        transmit(whole);
    }

    private void begin(MacAddress owner, InetAddress group, boolean four) {
        frame.clear();
        putGroup(group.getAddress(), four);
        frame.put(owner.toBytes()).putShort((short) (four ? ETHER_TYPE_IPV4 : ETHER_TYPE_IPV6));
    }

    private void transmit(ByteBuffer rest) {
        frame.put(rest).flip();
        try {
            socket().send(frame);
        } catch (KernelException stale) { // that the link was down is told once
            close();
            socket().send(frame);
        }
    }

    @Override
    public void close() {
        PacketSocket present = socket;
        socket = null;
        if (present != null) {
            present.close();
        }
    }

    private PacketSocket socket() {
        PacketSocket present = socket;
        if (present == null) {
            present = LinuxSockets.packet(name, 0);
            socket = present;
        }
        return present;
    }

    /** The group's link-layer address (RFC 1112 section 6.4, RFC 2464 section 7). */
    private void putGroup(byte[] group, boolean four) {
        if (four) {
            frame.put((byte) 0x01).put((byte) 0).put((byte) 0x5e).put((byte) (group[1] & 0x7f));
            frame.put(group[2]).put(group[3]);
        } else {
            frame.putShort((short) 0x3333).put(group, 12, 4);
        }
    }
}
