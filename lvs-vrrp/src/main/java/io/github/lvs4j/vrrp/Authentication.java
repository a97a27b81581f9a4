package io.github.lvs4j.vrrp;

import io.github.lvs4j.vrrp.packet.AuthenticationField;
import java.nio.charset.StandardCharsets;

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
}
