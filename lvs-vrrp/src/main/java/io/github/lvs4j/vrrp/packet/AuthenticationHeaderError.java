package io.github.lvs4j.vrrp.packet;

import io.github.lvs4j.net.IpAddress;
import java.net.InetAddress;
import java.util.OptionalInt;

/** What can be wrong with an {@link AuthenticationHeader}, in the order in which it is found out. Immutable. */
public sealed interface AuthenticationHeaderError extends AdvertisementError {

    /**
     * Cut, or not the header that goes before an advertisement.
     *
     * @param virtualRouterId the number, if it was read
     */
    record Malformed(OptionalInt virtualRouterId) implements AuthenticationHeaderError {

        @Override
        public RejectionCause cause() {
            return RejectionCause.AUTHENTICATION_HEADER;
        }

        @Override
        public String describe() {
            return "malformed authentication header";
        }
    }

    /**
     * There where it is not wanted, or missing where it is: the peers are configured differently, and both will be master.
     *
     * @param virtualRouterId the number, if it was read
     * @param present whether there is one
     */
    record Presence(OptionalInt virtualRouterId, boolean present) implements AuthenticationHeaderError {

        @Override
        public RejectionCause cause() {
            return RejectionCause.AUTHENTICATION_TYPE;
        }

        @Override
        public String describe() {
            return present
                    ? "an authentication header (AH) where we have none"
                    : "no authentication header where ours has one (AH)";
        }
    }

    /**
     * The check value is wrong: damaged, or another password.
     *
     * @param virtualRouterId the number
     */
    record WrongIntegrityValue(OptionalInt virtualRouterId) implements AuthenticationHeaderError {

        @Override
        public RejectionCause cause() {
            return RejectionCause.INTEGRITY_VALUE;
        }

        @Override
        public String describe() {
            return "wrong integrity check value in the authentication header: compare the passwords";
        }
    }

    /**
     * The index is not the source address, as when an address translator is in between.
     *
     * @param virtualRouterId the number
     * @param received the index
     * @param source the packet's source
     */
    record WrongParametersIndex(OptionalInt virtualRouterId, int received, InetAddress source)
            implements AuthenticationHeaderError {

        @Override
        public RejectionCause cause() {
            return RejectionCause.PARAMETERS_INDEX;
        }

        @Override
        public String describe() {
            return "security parameters index " + Integer.toHexString(received) + " is not the source address "
                    + IpAddress.format(source);
        }
    }

    /**
     * The number is not greater than all before: a replay, or a peer that was restarted within the master down interval.
     *
     * @param virtualRouterId the number of the router
     * @param received the packet's number
     * @param last the last one sent or accepted here
     */
    record Replayed(OptionalInt virtualRouterId, long received, long last) implements AuthenticationHeaderError {

        @Override
        public RejectionCause cause() {
            return RejectionCause.SEQUENCE;
        }

        @Override
        public String describe() {
            return "sequence number " + received + " where more than " + last + " is needed";
        }
    }
}
