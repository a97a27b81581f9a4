package io.github.lvs4j.vrrp.port;

import io.github.lvs4j.vrrp.packet.PacketEnvelope;
import java.nio.ByteBuffer;

/**
 * Room for one received packet, filled anew by each receive call. Mutable and not thread-safe: it belongs to the loop.
 */
public final class IncomingPacket {

    private final ByteBuffer message;
    private PacketEnvelope envelope = NOWHERE;
    private long stampWallNanos;

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
     * The message behind the IP header.
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
     * Sets what goes with the message.
     *
     * @param from source, destination and TTL
     * @param wallNanos the kernel's stamp, or 0
     */
    public void describe(PacketEnvelope from, long wallNanos) {
        envelope = from;
        stampWallNanos = wallNanos;
    }
}
