package io.github.lvs4j.vrrp.packet;

import io.github.lvs4j.vrrp.Hmac;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Judges {@link HmacTrailer}s: type and key, MAC in constant time, a stamp within the window, and newer than the sender's last.
 * It remembers the last stamp of as many senders as it has slots for, and forgets the one that was silent longest; only accepted
 * packets take a slot. Not thread-safe.
 */
public final class HmacVerifier {

    /** How many senders a multicast router remembers. */
    public static final int SLOTS = 4;

    private static final Duration LEAST_WINDOW = Duration.ofSeconds(5);

    private final Hmac hmac;
    private final HmacDigest digest;
    private final Duration window;
    private final Map<InetAddress, Long> newest;

    /**
     * A verifier.
     *
     * @param hmac the keys and the mode
     * @param interval the router's advertisement interval, which the window follows
     * @param slots how many senders to remember
     * @throws io.github.lvs4j.error.NotSupportedException if this Java runtime lacks HMAC-SHA256
     */
    public HmacVerifier(Hmac hmac, Duration interval, int slots) {
        this.hmac = hmac;
        this.digest = HmacDigest.of(hmac);
        Duration three = interval.multipliedBy(3);
        this.window = three.compareTo(LEAST_WINDOW) > 0 ? three : LEAST_WINDOW;
        this.newest = new LinkedHashMap<>(2 * slots, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<InetAddress, Long> eldest) {
                return size() > slots;
            }
        };
    }

    /**
     * Judges a trailer; changes nothing.
     *
     * @param message the advertisement without trailer, from position to limit
     * @param mac the trailer's bytes from position to limit; empty if there is none
     * @param source the packet's source
     * @param wallNanos the present instant, nanoseconds since 1970
     * @return the first rule it breaks; empty if it is right
     */
    public Optional<AdvertisementError> check(ByteBuffer message, ByteBuffer mac, InetAddress source, long wallNanos) {
        OptionalInt vrid = OptionalInt.of(message.get(message.position() + 1) & 0xff);
        Optional<HmacTrailer> found = HmacTrailer.decode(mac);
        if (found.isEmpty()) {
            return hmac.mode() == Hmac.Mode.ENFORCE ? Optional.of(new HmacError.Missing(vrid)) : Optional.empty();
        }
        HmacTrailer trailer = found.get();
        byte[] expected = trailer.type() == HmacTrailer.TYPE_SHA256
                ? digest.compute(trailer.keyId(), mac, message, source)
                : null;
        if (expected == null) {
            return Optional.of(new HmacError.UnknownKey(vrid, trailer.type(), trailer.keyId()));
        }
        int difference = 0;
        for (int i = 0; i < HmacTrailer.MAC_LENGTH; i++) {
            difference |= expected[i] ^ mac.get(mac.position() + HmacTrailer.HEAD_LENGTH + i);
        }
        if (difference != 0) {
            return Optional.of(new HmacError.WrongMac(vrid, trailer.keyId()));
        }
        Duration offset = Duration.ofNanos(trailer.instantNanos() - wallNanos);
        if (offset.abs().compareTo(window) > 0) {
            return Optional.of(new HmacError.OutsideWindow(vrid, offset, window));
        }
        Long before = newest.get(source);
        if (before != null && Long.compareUnsigned(trailer.stamp(), before) <= 0) {
            return Optional.of(new HmacError.Replayed(vrid));
        }
        return Optional.empty();
    }

    /**
     * Remembers the stamp of a packet that was accepted altogether.
     *
     * @param mac the trailer's bytes from position to limit; empty if there is none
     * @param source the packet's source
     */
    public void accept(ByteBuffer mac, InetAddress source) {
        HmacTrailer.decode(mac).ifPresent(trailer -> newest.put(source, trailer.stamp()));
    }
}
