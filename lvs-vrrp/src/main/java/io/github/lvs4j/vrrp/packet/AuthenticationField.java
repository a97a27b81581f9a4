package io.github.lvs4j.vrrp.packet;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The authentication of a version 2 advertisement as it stands in the packet (RFC 2338 sections 5.3.6 and 5.3.10).
 * Immutable. It does not print its data, which is a password.
 *
 * @param type 0 none, 1 simple text, 2 authentication header; other numbers survive decoding
 * @param data the eight bytes at the packet's end, first byte highest
 */
public record AuthenticationField(int type, long data) {

    /** The number of no authentication. */
    public static final int TYPE_NONE = 0;

    /** The number of a simple text password. */
    public static final int TYPE_SIMPLE_TEXT = 1;

    /** The number of an IP authentication header, RFC 2338 section 5.3.6. */
    public static final int TYPE_AUTHENTICATION_HEADER = 2;

    /** Length of the data in every version 2 advertisement, authenticated or not. */
    public static final int DATA_LENGTH = 8;

    /** No authentication; also what version 3 has. */
    public static final AuthenticationField NONE = new AuthenticationField(TYPE_NONE, 0);

    /** What an advertisement behind an authentication header carries. */
    public static final AuthenticationField AUTHENTICATION_HEADER =
            new AuthenticationField(TYPE_AUTHENTICATION_HEADER, 0);

    /**
     * Checks the type.
     *
     * @throws IllegalArgumentException if the type is no byte
     */
    public AuthenticationField {
        if (type < 0 || type > 255) {
            throw new IllegalArgumentException("authentication type " + type + " is out of range: 0 to 255");
        }
    }

    /**
     * A simple text password, cut to eight bytes or padded with zeros as keepalived does.
     *
     * @param password the password; its UTF-8 bytes count
     * @return the field
     */
    public static AuthenticationField simpleText(String password) {
        byte[] bytes = Arrays.copyOf(password.getBytes(StandardCharsets.UTF_8), DATA_LENGTH);
        return new AuthenticationField(TYPE_SIMPLE_TEXT, ByteBuffer.wrap(bytes).getLong());
    }

    @Override
    public String toString() {
        return "AuthenticationField[type=" + type + "]";
    }
}
