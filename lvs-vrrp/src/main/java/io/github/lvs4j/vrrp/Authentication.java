package io.github.lvs4j.vrrp;

import io.github.lvs4j.vrrp.packet.AuthenticationField;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** How version 2 advertisements prove who sent them. Version 3 has none. Immutable. */
public sealed interface Authentication {

    /** No authentication. */
    Authentication NONE = new None();

    /**
     * A clear text password: it keeps strangers' mistakes out, not attackers.
     *
     * @param password the password
     * @return the authentication
     * @throws IllegalArgumentException if the password is empty
     */
    static Authentication simpleText(String password) {
        return new SimpleText(password);
    }

    /**
     * An IP authentication header of RFC 2338 as keepalived makes it (auth_type AH): the packet is signed by HMAC-MD5 with the
     * password's first eight bytes, and numbered against replay. It keeps out who does not know the password; it is no match
     * for modern cryptanalysis of eight bytes, and hardware routers do not speak it. What a restart means for the numbers is
     * told at {@link io.github.lvs4j.vrrp.packet.SequenceCounter}.
     *
     * @param password the password
     * @return the authentication
     * @throws IllegalArgumentException if the password is empty
     */
    static Authentication authenticationHeader(String password) {
        return new AuthenticationHeader(password);
    }

    /**
     * What a packet carries.
     *
     * @return the type and data of the version 2 fields
     */
    AuthenticationField field();

    /** No authentication, type 0. */
    record None() implements Authentication {
        @Override
        public AuthenticationField field() {
            return AuthenticationField.NONE;
        }
    }

    /**
     * Type 1, a password in clear text. Its text form hides the password.
     *
     * @param password what both sides know; only its first eight bytes count
     */
    record SimpleText(String password) implements Authentication {

        /**
         * Checks the password.
         *
         * @throws IllegalArgumentException if it is empty
         */
        public SimpleText {
            if (password.isEmpty()) {
                throw new IllegalArgumentException("a simple text password has at least one byte");
            }
        }

        /**
         * Whether bytes are lost on the wire.
         *
         * @return true if the password is longer than eight bytes
         */
        public boolean isCut() {
            return password.getBytes(StandardCharsets.UTF_8).length > AuthenticationField.DATA_LENGTH;
        }

        @Override
        public AuthenticationField field() {
            return AuthenticationField.simpleText(password);
        }

        @Override
        public String toString() {
            return "SimpleText";
        }
    }

    /**
     * Type 2, an authentication header. Its text form hides the password.
     *
     * @param password what both sides know; only its first eight bytes count
     */
    record AuthenticationHeader(String password) implements Authentication {

        /**
         * Checks the password.
         *
         * @throws IllegalArgumentException if it is empty
         */
        public AuthenticationHeader {
            if (password.isEmpty()) {
                throw new IllegalArgumentException("the password of an authentication header has at least one byte");
            }
        }

        /**
         * Whether bytes of the password do not count.
         *
         * @return true if it is longer than eight bytes
         */
        public boolean isCut() {
            return password.getBytes(StandardCharsets.UTF_8).length > AuthenticationField.DATA_LENGTH;
        }

        /**
         * The key of the check value.
         *
         * @return eight bytes, the password cut or padded with zeros
         */
        public byte[] key() {
            return Arrays.copyOf(password.getBytes(StandardCharsets.UTF_8), AuthenticationField.DATA_LENGTH);
        }

        @Override
        public AuthenticationField field() {
            return AuthenticationField.AUTHENTICATION_HEADER;
        }

        @Override
        public String toString() {
            return "AuthenticationHeader";
        }
    }
}
