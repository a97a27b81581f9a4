package io.github.lvs4j.testkit.vrrp;

import java.net.InetAddress;
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
 */
public record AdvertisementSight(
        int version,
        int virtualRouterId,
        int priority,
        Duration interval,
        InetAddress source,
        InetAddress destination,
        int timeToLive) {

    private static final int FIXED_PART = 8;

    static AdvertisementSight of(SimulatedPacket packet) {
        byte[] bytes = packet.payload();
        if (bytes.length < FIXED_PART) {
            return new AdvertisementSight(
                    0, 0, 0, Duration.ZERO, packet.source(), packet.destination(), packet.timeToLive());
        }
        int version = (bytes[0] & 0xff) >> 4;
        int last = bytes[5] & 0xff;
        Duration interval =
                version == 2 ? Duration.ofSeconds(last) : Duration.ofMillis(10L * (((bytes[4] & 0x0f) << 8) | last));
        return new AdvertisementSight(
                version,
                bytes[1] & 0xff,
                bytes[2] & 0xff,
                interval,
                packet.source(),
                packet.destination(),
                packet.timeToLive());
    }

    @Override
    public String toString() {
        return "advertisement v" + version + " id " + virtualRouterId + " priority " + priority + " every "
                + Happening.seconds(interval);
    }
}
