package io.github.lvs4j.vrrp.packet;

/**
 * A well-formed advertisement. That it is well formed says nothing about trust: {@link ReceptionRules} come next. Immutable.
 *
 * @param advertisement what it says
 * @param checksumForm which form of checksum the sender used
 */
public record DecodedAdvertisement(Advertisement advertisement, ChecksumForm checksumForm) implements DecodeOutcome {}
