package io.github.lvs4j.vrrp;

/**
 * Which checksum to send in version 3 over IPv4, where two are in the field. A receiver that knows the other one only takes us
 * for dead and becomes a second master. We accept both.
 */
public enum ChecksumPolicy {
    /** Over pseudo-header and message: keepalived (any version) and FRR, and all that read RFC 5798 as they do. */
    WITH_PSEUDO_HEADER,
    /** Over the message alone: RFC 9568 section 5.2.8, Cisco, Juniper, Arista; keepalived with v3_checksum_as_v2. */
    MESSAGE_ONLY,
    /** As the present master sends it; with the pseudo-header until the first one was heard. */
    AUTOMATIC
}
