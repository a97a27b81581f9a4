package io.github.lvs4j.vrrp.packet;

import io.github.lvs4j.error.NotSupportedException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The check value of an {@link AuthenticationHeader}: the first 96 bits of HMAC-MD5 (RFC 2403) over the whole IPv4 packet, in
 * which type of service, flags and fragment offset, header checksum and the value itself count as zero. keepalived's reading
 * of RFC 2402 differs in two points, and only it is in the field: identification and, for multicast, TTL are part of the
 * input; for unicast TTL counts as zero too.
 *
 * <p>Not thread-safe: it keeps its buffers, so that a packet costs no memory but what the JDK's Mac takes, some 50 bytes.
 */
public final class IntegrityCheck {

    /** Length of the check value. */
    public static final int LENGTH = 12;

    private static final String ALGORITHM = "HmacMD5";

    private final Mac mac;
    private final byte[] digest;
    private byte[] packet = new byte[128];

    /**
     * A check with a key.
     *
     * @param key the shared secret, of keepalived eight bytes
     * @throws NotSupportedException if this Java runtime lacks HMAC-MD5, as one in FIPS mode does: use no authentication, or
     *     a runtime that has it
     */
    public IntegrityCheck(byte[] key) {
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new NotSupportedException("authentication header of VRRP", 0, "", ALGORITHM + ": " + e.getMessage());
        }
        digest = new byte[mac.getMacLength()];
    }

    /**
     * Puts the value into a packet.
     *
     * @param ip a whole IPv4 packet from position to limit, with an authentication header behind the IP header; neither moves
     */
    public void sign(ByteBuffer ip) {
        int offset = compute(ip);
        ip.put(ip.position() + offset, digest, 0, LENGTH);
    }

    /**
     * Whether a packet carries the right value; in constant time.
     *
     * @param ip a whole IPv4 packet from position to limit, with an authentication header behind the IP header; neither moves
     * @return false if it was changed, or made with another key
     */
    public boolean verify(ByteBuffer ip) {
        int offset = compute(ip);
        int difference = 0;
        for (int i = 0; i < LENGTH; i++) {
            difference |= digest[i] ^ ip.get(ip.position() + offset + i);
        }
        return difference == 0;
    }

    /** Fills the digest, and says where its beginning belongs. */
    private int compute(ByteBuffer ip) {
        int length = ip.remaining();
        if (packet.length < length) {
            packet = new byte[length];
        }
        ip.get(ip.position(), packet, 0, length);
        int value = (packet[0] & 0x0f) * 4 + AuthenticationHeader.OFFSET_CHECK_VALUE;
        packet[1] = 0; // type of service
        packet[6] = 0; // flags and fragment offset
        packet[7] = 0;
        boolean multicast = (packet[16] & 0xf0) == 0xe0;
        if (!multicast) {
            packet[8] = 0; // TTL
        }
        packet[10] = 0; // header checksum
        packet[11] = 0;
        Arrays.fill(packet, value, value + LENGTH, (byte) 0);
        mac.update(packet, 0, length);
        try {
            mac.doFinal(digest, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the digest has room for its MAC", e);
        }
        return value;
    }
}
