package io.github.lvs4j.vrrp.port;

/** Which packets with an authentication header (protocol 51) a channel receives. IPsec uses that protocol too. */
public enum AuthenticationHeaders {
    /** None: no version 2 router is there that could care. */
    IGNORED,
    /** Those to the VRRP group, if only to count and report what a router without such authentication has to reject. */
    MULTICAST,
    /** Unicast ones as well, because a unicast router uses them. */
    ALL
}
