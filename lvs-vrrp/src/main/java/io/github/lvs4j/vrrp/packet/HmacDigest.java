package io.github.lvs4j.vrrp.packet;

import io.github.lvs4j.error.NotSupportedException;
import io.github.lvs4j.vrrp.Hmac;
import io.github.lvs4j.vrrp.HmacKey;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Computes the MAC of an {@link HmacTrailer}: the first 16 bytes of HMAC-SHA256 over a pseudo-header of 20 bytes (family 4 or
 * 6, version, virtual router id, 0, and the source address left-aligned in 16 bytes), the advertisement with its checksum read
 * as 0, the trailer's head, and 16 zero bytes. The destination is no part of it, so one MAC serves all peers.
 *
 * <p>Not thread-safe: it keeps one Mac for each key, and its buffers.
 */
final class HmacDigest {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int PSEUDO_LENGTH = 20;

    private final Map<Integer, Mac> macs = new HashMap<>();
    private final byte[] digest = new byte[32];
    private byte[] input = new byte[128];

    HmacDigest(Map<Integer, HmacKey> keys) {
        keys.forEach((id, key) -> macs.put(id, mac(key)));
    }

    /**
     * Computes the MAC.
     *
     * @param keyId which key
     * @param head the trailer's first 12 bytes from the position, as they are on the wire
     * @param message the advertisement from position to limit
     * @param source the packet's source
     * @return its 16 bytes, and more behind them; valid until the next call. Null for an unknown key
     */
    byte @Nullable [] compute(int keyId, ByteBuffer head, ByteBuffer message, InetAddress source) {
        Mac mac = macs.get(keyId);
        if (mac == null) {
            return null;
        }
        int length = message.remaining();
        int total = PSEUDO_LENGTH + length + HmacTrailer.LENGTH;
        if (input.length < total) {
            input = new byte[total];
        }
        byte[] address = source.getAddress();
        ByteBuffer out = ByteBuffer.wrap(input, 0, total);
        out.put((byte) (address.length == 4 ? 4 : 6));
        out.put((byte) ((message.get(message.position()) & 0xff) >>> 4));
        out.put(message.get(message.position() + 1)).put((byte) 0);
        out.put(address).put(new byte[16 - address.length]);
        out.put(out.position(), message, message.position(), length);
        out.putShort(out.position() + AdvertisementCodec.OFFSET_CHECKSUM, (short) 0);
        out.position(out.position() + length);
        out.put(out.position(), head, head.position(), HmacTrailer.HEAD_LENGTH);
        out.position(out.position() + HmacTrailer.HEAD_LENGTH).put(new byte[HmacTrailer.MAC_LENGTH]);
        mac.update(input, 0, total);
        try {
            mac.doFinal(digest, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the digest has room for its MAC", e);
        }
        return digest;
    }

    private static Mac mac(HmacKey key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.bytes(), ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new NotSupportedException("HMAC of VRRP", 0, "", ALGORITHM + ": " + e.getMessage());
        }
    }

    /** The digest of a configuration's keys. */
    static HmacDigest of(Hmac hmac) {
        return new HmacDigest(hmac.keys());
    }
}
