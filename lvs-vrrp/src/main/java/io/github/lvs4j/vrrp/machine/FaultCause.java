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
    SEQUENCE_EXHAUSTED(TransitionReason.SEQUENCE_EXHAUSTED),
    /** A tracker without which it may not be master is down. */
    TRACKER_DOWN(TransitionReason.TRACKER_DOWN),
    /** A tracker without which it may not be master has no result yet. */
    TRACKER_UNKNOWN(TransitionReason.TRACKER_UNKNOWN);

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
