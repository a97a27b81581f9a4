package io.github.lvs4j.vrrp.packet;

import java.time.Duration;
import java.util.OptionalInt;

/** What can be wrong with an {@link HmacTrailer}, in the order in which it is found out. Immutable. */
public sealed interface HmacError extends AdvertisementError {

    /**
     * There is none.
     *
     * @param virtualRouterId the number
     */
    record Missing(OptionalInt virtualRouterId) implements HmacError {

        @Override
        public RejectionCause cause() {
            return RejectionCause.HMAC_MISSING;
        }

        @Override
        public String describe() {
            return "no HMAC trailer where ours is enforced";
        }
    }

    /**
     * Made with a key that this router has not, or of a type that it does not know.
     *
     * @param virtualRouterId the number
     * @param type the trailer's type; 1 is the only known one
     * @param keyId the key's id
     */
    record UnknownKey(OptionalInt virtualRouterId, int type, int keyId) implements HmacError {

        @Override
        public RejectionCause cause() {
            return RejectionCause.HMAC_KEY;
        }

        @Override
        public String describe() {
            return "HMAC trailer of type " + type + " with key " + keyId + ", which is not configured here";
        }
    }

    /**
     * The MAC is wrong: damaged, or another key of the same id.
     *
     * @param virtualRouterId the number
     * @param keyId the key's id
     */
    record WrongMac(OptionalInt virtualRouterId, int keyId) implements HmacError {

        @Override
        public RejectionCause cause() {
            return RejectionCause.HMAC;
        }

        @Override
        public String describe() {
            return "wrong HMAC with key " + keyId + ": compare the keys";
        }
    }

    /**
     * From too long ago or from the future.
     *
     * @param virtualRouterId the number
     * @param offset how far the sender's clock is ahead of ours
     * @param window how far it may be
     */
    record OutsideWindow(OptionalInt virtualRouterId, Duration offset, Duration window) implements HmacError {

        @Override
        public RejectionCause cause() {
            return RejectionCause.HMAC_WINDOW;
        }

        @Override
        public String describe() {
            return "HMAC trailer " + offset + " ahead of our clock, where " + window
                    + " either way is allowed: set the clocks by NTP";
        }
    }

    /**
     * Not newer than the sender's last one.
     *
     * @param virtualRouterId the number
     */
    record Replayed(OptionalInt virtualRouterId) implements HmacError {

        @Override
        public RejectionCause cause() {
            return RejectionCause.HMAC_REPLAY;
        }

        @Override
        public String describe() {
            return "HMAC trailer that is not newer than the one before: a replay, or the sender's clock went back";
        }
    }
}
