package io.github.lvs4j.testkit.vrrp;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * An advertisement as an onlooker reads it from the wire: the fields at their places, by a reader that shares no code with
 * the routers it watches. Immutable.
 *
 * @param version 2 or 3, or whatever the packet says
 * @param virtualRouterId the number of the virtual router
 * @param priority 0 to 255
 * @param interval how often the sender advertises
 * @param source who sent it
 * @param destination the group or a peer
 * @param timeToLive TTL or hop limit on arrival
 * @param serial what guards against replay: the number of the authentication header, or the stamp of the HMAC trailer; 0 if it
 *     has neither
 */
public record AdvertisementSight(
        int version,
        int virtualRouterId,
        int priority,
        Duration interval,
        InetAddress source,
        InetAddress destination,
        int timeToLive,
        long serial) {

    private static final int FIXED_PART = 8;
    private static final int AUTHENTICATION_DATA = 8;
    private static final int IP_HEADER = 20;
    private static final int AUTHENTICATION_HEADER = 24;
    private static final int SEQUENCE = 8; // in the authentication header
    private static final int TRAILER = 28;
    private static final int STAMP = 4; // in the trailer

    static AdvertisementSight of(SimulatedPacket packet) {
        ByteBuffer bytes = ByteBuffer.wrap(packet.payload());
        boolean header = packet.protocol() == SimulatedPacket.AUTHENTICATED;
        int start = header ? IP_HEADER + AUTHENTICATION_HEADER : 0;
        if (bytes.limit() < start + FIXED_PART) {
            return new AdvertisementSight(
                    0, 0, 0, Duration.ZERO, packet.source(), packet.destination(), packet.timeToLive(), 0);
        }
        int version = (bytes.get(start) & 0xff) >> 4;
        int last = bytes.get(start + 5) & 0xff;
        Duration interval = version == 2
                ? Duration.ofSeconds(last)
                : Duration.ofMillis(10L * (((bytes.get(start + 4) & 0x0f) << 8) | last));
        return new AdvertisementSight(
                version,
                bytes.get(start + 1) & 0xff,
                bytes.get(start + 2) & 0xff,
                interval,
                packet.source(),
                packet.destination(),
                packet.timeToLive(),
                header ? bytes.getInt(IP_HEADER + SEQUENCE) & 0xffff_ffffL : stamp(bytes, version, packet.source()));
    }

    private static long stamp(ByteBuffer bytes, int version, InetAddress source) {
        int address = source instanceof Inet4Address ? 4 : 16;
        int message = FIXED_PART + (bytes.get(3) & 0xff) * address + (version == 2 ? AUTHENTICATION_DATA : 0);
        return bytes.limit() == message + TRAILER ? bytes.getLong(message + STAMP) : 0;
    }

    @Override
    public String toString() {
        return "advertisement v" + version + " id " + virtualRouterId + " priority " + priority + " every "
                + Happening.seconds(interval);
    }
}
