package io.github.lvs4j.vrrp.packet;

/** What became of received bytes: an advertisement, or the one reason why they are none. Immutable. */
public sealed interface DecodeOutcome permits DecodedAdvertisement, AdvertisementError {}
