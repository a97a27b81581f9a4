package io.github.lvs4j.healthcheck.check;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The MD5 of a body, as {@code genhash} and {@code md5sum} print it. It recognises a page; it protects nothing. Immutable.
 *
 * @param hex 32 hexadecimal digits, kept in lower case
 */
public record BodyDigest(String hex) {

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if these are not 32 hexadecimal digits
     */
    public BodyDigest {
        if (!hex.matches("[0-9a-fA-F]{32}")) {
            throw new IllegalArgumentException(
                    "not an MD5 digest: \"" + hex + "\" (32 hexadecimal digits, as md5sum prints them)");
        }
        hex = hex.toLowerCase(Locale.ROOT);
    }

    static BodyDigest of(byte[] digest) {
        return new BodyDigest(HexFormat.of().formatHex(digest));
    }

    static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no MD5, which every Java platform must have", e);
        }
    }

    @Override
    public String toString() {
        return hex;
    }
}
