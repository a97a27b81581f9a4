package io.github.lvs4j.vrrp.packet;

import io.github.lvs4j.net.IpAddress;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * Why a received packet was discarded. A value and not an exception: bad packets are everyday business, and nothing that
 * anyone on the link can send may cost a stack trace. It keeps the virtual router's number once that was read, so that the
 * right counter moves. Immutable.
 */
public sealed interface AdvertisementError extends DecodeOutcome
        permits AdvertisementError.MalformedHeader,
                AdvertisementError.TooShort,
                AdvertisementError.UnknownVirtualRouter,
                AdvertisementError.LengthMismatch,
                AdvertisementError.WrongTimeToLive,
                AdvertisementError.WrongVersion,
                AdvertisementError.WrongType,
                AdvertisementError.UnknownAuthenticationType,
                AdvertisementError.AuthenticationTypeMismatch,
                AdvertisementError.AuthenticationFailed,
                AdvertisementError.IntervalMismatch,
                AdvertisementError.IntervalOutOfBounds,
                AdvertisementError.ZeroInterval,
                AdvertisementError.WrongChecksum,
                AdvertisementError.CastMismatch,
                AdvertisementError.NoAddresses,
                AdvertisementError.AddressListMismatch,
                AdvertisementError.UnknownSender,
                AuthenticationHeaderError,
                HmacError {

    /**
     * The kind of error.
     *
     * @return the counter to move
     */
    RejectionCause cause();

    /**
     * The virtual router's number as the packet gives it.
     *
     * @return 0 to 255, or empty if the packet ended before it
     */
    OptionalInt virtualRouterId();

    /**
     * The error as a phrase.
     *
     * @return one line; never a password
     */
    String describe();

    private static String list(List<InetAddress> addresses) {
        return addresses.stream().map(IpAddress::format).collect(Collectors.joining(", ", "[", "]"));
    }

    /**
     * The IP packet around the advertisement cannot be used.
     *
     * @param virtualRouterId the number, if it was read
     * @param reason what is wrong with the header
     */
    record MalformedHeader(OptionalInt virtualRouterId, String reason) implements AdvertisementError {

        @Override
        public RejectionCause cause() {
            return RejectionCause.MALFORMED_HEADER;
        }

        @Override
        public String describe() {
            return "malformed IP header: " + reason;
        }
    }

    /**
     * Fewer bytes than the fixed part.
     *
     * @param virtualRouterId the number, if it was read
     * @param length bytes received
     * @param needed bytes of the shortest advertisement
     */
    record TooShort(OptionalInt virtualRouterId, int length, int needed) implements AdvertisementError {

        @Override
        public RejectionCause cause() {
            return RejectionCause.TOO_SHORT;
        }

        @Override
        public String describe() {
            return "only " + length + " bytes where " + needed + " are needed";
        }
    }

    /**
     * A number that no router here has; 0 is nobody's.
     *
     * @param virtualRouterId the number, if it was read
     * @param received the number in the packet
     */
    record UnknownVirtualRouter(OptionalInt virtualRouterId, int received) implements AdvertisementError {

        @Override
        public RejectionCause cause() {
            return RejectionCause.UNKNOWN_VIRTUAL_ROUTER;
        }

        @Override
        public String describe() {
            return "no virtual router " + received + " runs on this interface";
        }
    }

    /**
     * Too long or too short for its address count; OpenBSD's CARP, which shares the protocol number, fails here.
     *
     * @param virtualRouterId the number, if it was read
     * @param length bytes received
     * @param expected bytes that the address count asks for
     */
    record LengthMismatch(OptionalInt virtualRouterId, int length, int expected) implements AdvertisementError {

        @Override
        public RejectionCause cause() {
            return RejectionCause.LENGTH;
        }

        @Override
        public String describe() {
            return "length " + length + " bytes where the address count asks for " + expected;
        }
    }

    /**
     * Not sent by a neighbour (RFC 9568 section 5.1.1.3).
     *
     * @param virtualRouterId the number, if it was read
     * @param received TTL or hop limit
     * @param least what is accepted
     */
    record WrongTimeToLive(OptionalInt virtualRouterId, int received, int least) implements AdvertisementError {

        @Override
        public RejectionCause cause() {
            return RejectionCause.TIME_TO_LIVE;
        }

        @Override
        public String describe() {
            return "TTL " + received + " where at least " + least + " is needed: it was forwarded or forged";
        }
    }

    /**
     * Another version than the router's.
     *
     * @param virtualRouterId the number, if it was read
     * @param received the version number
     */
    record WrongVersion(OptionalInt virtualRouterId, int received) implements AdvertisementError {

        @Override
        public RejectionCause cause() {
            return RejectionCause.VERSION;
        }

        @Override
        public String describe() {
            return "VRRP version " + received;
        }
    }

    /**
     * Not an advertisement.
     *
     * @param virtualRouterId the number, if it was read
     * @param received the message type
     */
    record WrongType(OptionalInt virtualRouterId, int received) implements AdvertisementError {

        @Override
        public RejectionCause cause() {
            return RejectionCause.TYPE;
        }

        @Override
        public String describe() {
            return "message type " + received + " where only 1 exists";
        }
    }

    /**
     * A type that no RFC knows.
     *
     * @param virtualRouterId the number, if it was read
     * @param received the type
     */
    record UnknownAuthenticationType(OptionalInt virtualRouterId, int received) implements AdvertisementError {

        @Override
        public RejectionCause cause() {
            return RejectionCause.UNKNOWN_AUTHENTICATION_TYPE;
        }

        @Override
        public String describe() {
            return "authentication type " + received + " does not exist";
        }
    }

    /**
     * The peers are configured differently: both will be master.
     *
     * @param virtualRouterId the number, if it was read
     * @param received the type
     * @param own the router's type
     */
    record AuthenticationTypeMismatch(OptionalInt virtualRouterId, int received, int own)
            implements AdvertisementError {

        @Override
        public RejectionCause cause() {
            return RejectionCause.AUTHENTICATION_TYPE;
        }

        @Override
        public String describe() {
            return "authentication type " + received + " where ours is " + own;
        }
    }

    /**
     * The eight bytes of the password differ: both will be master.
     *
     * @param virtualRouterId the number, if it was read
     */
    record AuthenticationFailed(OptionalInt virtualRouterId) implements AdvertisementError {

        @Override
        public RejectionCause cause() {
            return RejectionCause.AUTHENTICATION;
        }

        @Override
        public String describe() {
            return "wrong password";
        }
    }

    /**
     * Version 2 with another interval (RFC 3768 section 7.1): the classic cause of two masters.
     *
     * @param virtualRouterId the number, if it was read
     * @param received the sender's interval
     * @param own the router's
     */
    record IntervalMismatch(OptionalInt virtualRouterId, Duration received, Duration own)
            implements AdvertisementError {

        @Override
        public RejectionCause cause() {
            return RejectionCause.INTERVAL;
        }

        @Override
        public String describe() {
            return "advertisement interval " + received + " where ours is " + own;
        }
    }

    /**
     * Version 3 with an interval that would be learned, but is outside the router's bounds.
     *
     * @param virtualRouterId the number, if it was read
     * @param received the sender's interval
     * @param least the shortest that is learned
     * @param most the longest that is learned
     */
    record IntervalOutOfBounds(OptionalInt virtualRouterId, Duration received, Duration least, Duration most)
            implements AdvertisementError {

        @Override
        public RejectionCause cause() {
            return RejectionCause.LEARNED_INTERVAL;
        }

        @Override
        public String describe() {
            return "advertisement interval " + received + " where " + least + " to " + most + " may be learned";
        }
    }

    /**
     * Version 3 with interval 0 (RFC 9568 erratum 8301).
     *
     * @param virtualRouterId the number, if it was read
     */
    record ZeroInterval(OptionalInt virtualRouterId) implements AdvertisementError {

        @Override
        public RejectionCause cause() {
            return RejectionCause.ZERO_INTERVAL;
        }

        @Override
        public String describe() {
            return "advertisement interval 0";
        }
    }

    /**
     * Damaged, or a checksum form that nobody uses.
     *
     * @param virtualRouterId the number, if it was read
     * @param received the field
     * @param computed what the message gives
     */
    record WrongChecksum(OptionalInt virtualRouterId, int received, int computed) implements AdvertisementError {

        @Override
        public RejectionCause cause() {
            return RejectionCause.CHECKSUM;
        }

        @Override
        public String describe() {
            return "checksum " + Integer.toHexString(received) + " where the message gives "
                    + Integer.toHexString(computed);
        }
    }

    /**
     * Multicast for a unicast router, or the reverse.
     *
     * @param virtualRouterId the number, if it was read
     * @param destination where the packet was sent to
     */
    record CastMismatch(OptionalInt virtualRouterId, InetAddress destination) implements AdvertisementError {

        @Override
        public RejectionCause cause() {
            return RejectionCause.CAST;
        }

        @Override
        public String describe() {
            return "sent to " + IpAddress.format(destination) + ", which is not how this router is addressed";
        }
    }

    /**
     * Address count 0 (RFC 9568 section 5.2.5).
     *
     * @param virtualRouterId the number, if it was read
     */
    record NoAddresses(OptionalInt virtualRouterId) implements AdvertisementError {

        @Override
        public RejectionCause cause() {
            return RejectionCause.NO_ADDRESSES;
        }

        @Override
        public String describe() {
            return "no virtual address";
        }
    }

    /**
     * Other virtual addresses than the router's; an error only where strictness is asked for.
     *
     * @param virtualRouterId the number, if it was read
     * @param received the sender's addresses
     * @param own the router's
     */
    record AddressListMismatch(OptionalInt virtualRouterId, List<InetAddress> received, List<InetAddress> own)
            implements AdvertisementError {

        /** Copies the lists. */
        public AddressListMismatch {
            received = List.copyOf(received);
            own = List.copyOf(own);
        }

        @Override
        public RejectionCause cause() {
            return RejectionCause.ADDRESS_LIST;
        }

        @Override
        public String describe() {
            return "virtual addresses " + AdvertisementError.list(received) + " where ours are "
                    + AdvertisementError.list(own);
        }
    }

    /**
     * A unicast packet from somebody else.
     *
     * @param virtualRouterId the number, if it was read
     * @param source the sender
     */
    record UnknownSender(OptionalInt virtualRouterId, InetAddress source) implements AdvertisementError {

        @Override
        public RejectionCause cause() {
            return RejectionCause.UNKNOWN_SENDER;
        }

        @Override
        public String describe() {
            return IpAddress.format(source) + " is not among the unicast peers";
        }
    }
}
