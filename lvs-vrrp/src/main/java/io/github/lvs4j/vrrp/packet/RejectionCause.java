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
    /** Version 2 with another interval than ours. */
    INTERVAL,
    /** An interval of zero, which would make every backup a master at once. */
    ZERO_INTERVAL,
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
