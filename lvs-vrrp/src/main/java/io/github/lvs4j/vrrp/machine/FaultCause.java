package io.github.lvs4j.vrrp.machine;

import io.github.lvs4j.vrrp.TransitionReason;

/** What keeps a virtual router in the fault state. Several can hold at once. */
public enum FaultCause {
    /** The interface is down or has no carrier. */
    LINK_DOWN(TransitionReason.LINK_DOWN),
    /** The interface does not exist. */
    LINK_MISSING(TransitionReason.LINK_MISSING),
    /** The interface has no address to send from. */
    NO_SOURCE_ADDRESS(TransitionReason.NO_SOURCE_ADDRESS),
    /** The numbers of its authentication headers are used up. */
    SEQUENCE_EXHAUSTED(TransitionReason.SEQUENCE_EXHAUSTED);

    private final TransitionReason reason;

    FaultCause(TransitionReason reason) {
        this.reason = reason;
    }

    /**
     * The reason that a transition caused by this fault bears.
     *
     * @return the reason
     */
    public TransitionReason reason() {
        return reason;
    }
}
