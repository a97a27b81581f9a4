package io.github.lvs4j.vrrp.port;

import io.github.lvs4j.vrrp.packet.Advertisement;
import io.github.lvs4j.vrrp.packet.AuthenticationHeader;
import io.github.lvs4j.vrrp.packet.PacketEnvelope;
import java.nio.ByteBuffer;

/**
 * Room for one received packet, filled anew by each receive call. Mutable and not thread-safe: it belongs to the loop.
 */
public final class IncomingPacket {

    private final ByteBuffer message;
    private PacketEnvelope envelope = NOWHERE;
    private long stampWallNanos;
    private int protocol = Advertisement.PROTOCOL;

    private static final PacketEnvelope NOWHERE =
            new PacketEnvelope(java.net.InetAddress.getLoopbackAddress(), java.net.InetAddress.getLoopbackAddress(), 0);

    /**
     * An empty packet.
     *
     * @param capacity the longest message that can be held
     */
    public IncomingPacket(int capacity) {
        message = ByteBuffer.allocate(capacity);
    }

    /**
     * The message behind the IP header; for {@link #protocol} 51 the whole IPv4 packet, header included, because what
     * authenticates it covers the header.
     *
     * @return a buffer from position to limit; the channel clears, fills and flips it
     */
    public ByteBuffer message() {
        return message;
    }

    /**
     * What the IP layer says about the packet.
     *
     * @return source, destination and TTL
     */
    public PacketEnvelope envelope() {
        return envelope;
    }

    /**
     * When the kernel received it.
     *
     * @return nanoseconds of wall-clock time since 1970; 0 if the kernel did not say
     */
    public long stampWallNanos() {
        return stampWallNanos;
    }

    /**
     * The virtual router's number, wherever it is in this packet. Nothing is judged.
     *
     * @return 0 to 255; -1 if the packet ends before it
     */
    public int virtualRouterId() {
        int start = message.position();
        int offset = start + 1;
        if (protocol == AuthenticationHeader.PROTOCOL && message.hasRemaining()) {
            offset += (message.get(start) & 0x0f) * 4 + AuthenticationHeader.LENGTH;
        }
        return offset < message.limit() ? message.get(offset) & 0xff : -1;
    }

    /**
     * The protocol number in the IP header.
     *
     * @return 112 for an advertisement, 51 for one behind an authentication header
     */
    public int protocol() {
        return protocol;
    }

    /**
     * Sets what goes with the message of a packet with protocol 112.
     *
     * @param from source, destination and TTL
     * @param wallNanos the kernel's stamp, or 0
     */
    public void describe(PacketEnvelope from, long wallNanos) {
        describe(from, wallNanos, Advertisement.PROTOCOL);
    }

    /**
     * Sets what goes with the message.
     *
     * @param from source, destination and TTL
     * @param wallNanos the kernel's stamp, or 0
     * @param number 112, or 51 for a whole IPv4 packet with an authentication header
     */
    public void describe(PacketEnvelope from, long wallNanos, int number) {
        envelope = from;
        stampWallNanos = wallNanos;
        protocol = number;
    }
}
