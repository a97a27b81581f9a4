package io.github.lvs4j.verification.vrrp;

import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.testkit.hosts.CapturedFrame;
import io.github.lvs4j.vrrp.packet.Advertisement;
import io.github.lvs4j.vrrp.packet.AdvertisementCodec;
import io.github.lvs4j.vrrp.packet.DecodedAdvertisement;
import io.github.lvs4j.vrrp.packet.Ipv4Header;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * An advertisement as it passed a wire.
 *
 * @param time when
 * @param source who sent it
 * @param advertisement what it says
 */
record Heard(Instant time, String source, Advertisement advertisement) {

    private static final int ETHERNET = 14;

    int priority() {
        return advertisement.priority().value();
    }

    /** The advertisements among captured frames; every one of them must be sound. */
    static List<Heard> in(List<CapturedFrame> frames) {
        List<Heard> heard = new ArrayList<>();
        for (CapturedFrame frame : frames) {
            if (frame.etherType() != 0x0800) {
                continue;
            }
            ByteBuffer packet = frame.bytes();
            packet.position(ETHERNET);
            Ipv4Header header = Ipv4Header.decode(packet).orElseThrow();
            if (header.protocol() == Advertisement.PROTOCOL) {
                DecodedAdvertisement decoded =
                        (DecodedAdvertisement) AdvertisementCodec.decode(packet, header.source(), header.destination());
                heard.add(new Heard(frame.time(), IpAddress.format(header.source()), decoded.advertisement()));
            }
        }
        return heard;
    }

    /** Who was master, in order: senders of priorities above 0, repetitions left out. */
    static List<String> masters(List<Heard> heard) {
        List<String> masters = new ArrayList<>();
        for (Heard one : heard) {
            boolean again =
                    !masters.isEmpty() && masters.get(masters.size() - 1).equals(one.source());
            if (one.priority() > 0 && !again) {
                masters.add(one.source());
            }
        }
        return masters;
    }
}
