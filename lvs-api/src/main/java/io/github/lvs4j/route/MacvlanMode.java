package io.github.lvs4j.route;

/** How macvlans of one parent talk to each other (MACVLAN_MODE_* of linux/if_link.h). The parent itself they never reach. */
public enum MacvlanMode {
    /** Not at all, 1. What keepalived takes for a virtual MAC. */
    PRIVATE(1),
    /** Through the switch outside, if that sends frames back, 2. */
    VEPA(2),
    /** Directly, 4. What FRR takes for a virtual MAC. */
    BRIDGE(4),
    /** The only one of its parent, which lends its own address, 8. */
    PASSTHRU(8),
    /** Those who send from a listed address, 16. */
    SOURCE(16);

    private final int number;

    MacvlanMode(int number) {
        this.number = number;
    }

    /**
     * The kernel's number.
     *
     * @return MACVLAN_MODE_*
     */
    public int number() {
        return number;
    }
}
