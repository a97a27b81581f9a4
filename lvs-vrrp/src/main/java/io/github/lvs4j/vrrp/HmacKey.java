package io.github.lvs4j.vrrp;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/** A shared secret of an {@link Hmac}, 32 to 64 bytes. Immutable. Its text form hides it. */
public final class HmacKey {

    /** The least number of bytes. */
    public static final int LEAST_LENGTH = 32;

    /** The greatest number of bytes, the block size of SHA-256. */
    public static final int GREATEST_LENGTH = 64;

    private final byte[] secret;

    private HmacKey(byte[] secret) {
        if (secret.length < LEAST_LENGTH || secret.length > GREATEST_LENGTH) {
            throw new IllegalArgumentException(
                    "an HMAC key has " + LEAST_LENGTH + " to " + GREATEST_LENGTH + " bytes, not " + secret.length);
        }
        this.secret = secret;
    }

    /**
     * A key of bytes, which are copied.
     *
     * @param secret 32 to 64 bytes, from a good source of randomness
     * @return the key
     * @throws IllegalArgumentException if there are fewer or more
     */
    public static HmacKey of(byte[] secret) {
        return new HmacKey(secret.clone());
    }

    /**
     * A key in hexadecimal, as {@code openssl rand -hex 32} prints it.
     *
     * @param hex 64 to 128 digits
     * @return the key
     * @throws IllegalArgumentException if it is no hexadecimal number, too short or too long
     */
    public static HmacKey parse(String hex) {
        byte[] secret;
        try {
            secret = HexFormat.of().parseHex(hex);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("an HMAC key is given as 64 to 128 hexadecimal digits"); // not the text
        }
        return new HmacKey(secret);
    }

    /**
     * The secret.
     *
     * @return a copy
     */
    public byte[] bytes() {
        return secret.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HmacKey key && MessageDigest.isEqual(secret, key.secret);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(secret);
    }

    @Override
    public String toString() {
        return "HmacKey";
    }
}
