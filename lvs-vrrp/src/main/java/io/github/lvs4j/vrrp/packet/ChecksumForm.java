package io.github.lvs4j.vrrp.packet;

/** What an advertisement's checksum covers. Version 3 over IPv4 has both forms in the field; the others have one each. */
public enum ChecksumForm {
    /** The message alone: version 2, and version 3 over IPv4 by RFC 9568 section 5.2.8 (Cisco, Juniper). */
    MESSAGE_ONLY,
    /** The message and a pseudo-header: version 3 over IPv6, and over IPv4 as keepalived and FRR send it. */
    WITH_PSEUDO_HEADER
}
