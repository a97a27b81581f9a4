package io.github.lvs4j.vrrp;

/** What a router hears that should not be while it is master. */
public enum PeerConflict {
    /** A second master, which ranks lower: it was answered, and the addresses were announced again. */
    LOWER_PRIORITY_MASTER("a second master of lower rank advertises"),
    /** A packet with our priority and our source address: looped back, or two hosts share an address. */
    SAME_ADDRESS("an advertisement with our own source address came back"),
    /** We own the addresses (priority 255), and somebody else says so too; the address decides (RFC 9568 erratum 8298). */
    DUPLICATE_OWNER("a second owner of the addresses advertises, priority 255");

    private final String phrase;

    PeerConflict(String phrase) {
        this.phrase = phrase;
    }

    /**
     * The conflict as a phrase for a log line.
     *
     * @return a few words
     */
    public String phrase() {
        return phrase;
    }
}
