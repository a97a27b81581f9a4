package io.github.lvs4j.vrrp.packet;

import io.github.lvs4j.vrrp.Hmac;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * Appends {@link HmacTrailer}s with stamps that grow from packet to packet, even if the wall clock does not. Not thread-safe.
 */
public final class HmacSigner {

    private static final long SET_BACK = 5L << 32; // five seconds, the window that every receiver grants

    private final Hmac hmac;
    private final HmacDigest digest;
    private long last;

    /**
     * A signer.
     *
     * @param hmac the keys, of which the active one is used
     * @throws io.github.lvs4j.error.NotSupportedException if this Java runtime lacks HMAC-SHA256
     */
    public HmacSigner(Hmac hmac) {
        this.hmac = hmac;
        this.digest = HmacDigest.of(hmac);
    }

    /**
     * Appends a trailer.
     *
     * @param message a big-endian buffer with an advertisement from position to limit, and {@link HmacTrailer#LENGTH} bytes of
     *     room behind; the limit moves behind the trailer
     * @param source the packet's source
     * @param wallNanos the present instant, nanoseconds since 1970
     */
    public void append(ByteBuffer message, InetAddress source, long wallNanos) {
        long stamp = HmacTrailer.stampOf(wallNanos);
        if (stamp <= last && last - stamp < SET_BACK) {
            stamp = last + 1; // counter, and what it carries over into
        }
        last = stamp;
        HmacTrailer trailer = new HmacTrailer(HmacTrailer.TYPE_SHA256, hmac.activeKey(), stamp);
        int start = message.position();
        int end = message.limit();
        message.limit(end + HmacTrailer.LENGTH).position(end);
        trailer.encodeHead(message);
        ByteBuffer head = message.duplicate().position(end);
        ByteBuffer signed = message.duplicate().position(start).limit(end);
        byte[] mac = Objects.requireNonNull(digest.compute(hmac.activeKey(), head, signed, source));
        message.put(mac, 0, HmacTrailer.MAC_LENGTH).position(start);
    }
}
