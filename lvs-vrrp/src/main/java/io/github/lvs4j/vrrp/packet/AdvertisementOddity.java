package io.github.lvs4j.vrrp.packet;

/** What is strange about an advertisement that is accepted all the same, one counter each. */
public enum AdvertisementOddity {
    /** Version 3 with another interval than ours, which a backup learns. */
    INTERVAL_DIFFERS("its interval is not ours"),
    /** Other virtual addresses than ours. */
    ADDRESS_LIST_DIFFERS("its virtual addresses are not ours"),
    /** The first IPv6 address is not link-local (RFC 9568 erratum 8300). */
    FIRST_ADDRESS_NOT_LINK_LOCAL("its first address is not link-local"),
    /** No HMAC trailer, which is only permitted during a migration. */
    NO_HMAC("it has no HMAC trailer");

    private final String phrase;

    AdvertisementOddity(String phrase) {
        this.phrase = phrase;
    }

    /**
     * The oddity as a phrase for a log line.
     *
     * @return a few words
     */
    public String phrase() {
        return phrase;
    }
}
