package io.github.lvs4j.vrrp.packet;

/** The kinds of {@link AdvertisementError}, one counter each. */
public enum RejectionCause {
    /** The IP header is damaged, of another protocol, or the packet is a fragment. */
    MALFORMED_HEADER,
    /** Fewer bytes than any advertisement has. */
    TOO_SHORT,
    /** No router with this number runs here. */
    UNKNOWN_VIRTUAL_ROUTER,
    /** The message's length does not follow from its address count. */
    LENGTH,
    /** The packet has come through a router (TTL or hop limit). */
    TIME_TO_LIVE,
    /** Another protocol version. */
    VERSION,
    /** A message type that does not exist. */
    TYPE,
    /** An authentication type that does not exist. */
    UNKNOWN_AUTHENTICATION_TYPE,
    /** Another authentication type than ours. */
    AUTHENTICATION_TYPE,
    /** Another password than ours. */
    AUTHENTICATION,
    /** An authentication header that no advertisement has: cut, or of another length. */
    AUTHENTICATION_HEADER,
    /** An authentication header's check value is wrong: damaged, or made with another password. */
    INTEGRITY_VALUE,
    /** An authentication header's index is not its source address. */
    PARAMETERS_INDEX,
    /** An authentication header's number has been there before. */
    SEQUENCE,
    /** No HMAC trailer where one is enforced. */
    HMAC_MISSING,
    /** An HMAC trailer of another type, or with a key that we have not. */
    HMAC_KEY,
    /** A wrong HMAC: damaged, or made with another key. */
    HMAC,
    /** An HMAC trailer from too long ago, or from the future: compare the clocks. */
    HMAC_WINDOW,
    /** An HMAC trailer that is not newer than the sender's last one. */
    HMAC_REPLAY,
    /** Version 2 with another interval than ours. */
    INTERVAL,
    /** An interval of zero, which would make every backup a master at once. */
    ZERO_INTERVAL,
    /** Version 3 with an interval outside what we are willing to learn. */
    LEARNED_INTERVAL,
    /** A damaged message. */
    CHECKSUM,
    /** Multicast where unicast is configured, or the reverse. */
    CAST,
    /** No virtual address at all. */
    NO_ADDRESSES,
    /** Other virtual addresses than ours, where the router is told to be strict. */
    ADDRESS_LIST,
    /** A unicast sender that is no peer. */
    UNKNOWN_SENDER
}
