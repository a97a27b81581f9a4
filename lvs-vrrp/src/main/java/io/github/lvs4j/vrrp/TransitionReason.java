package io.github.lvs4j.vrrp;

/** Why a virtual router or a sync group changed its state. */
public enum TransitionReason {
    /** The router was started. */
    STARTUP("started"),
    /** The router was stopped. */
    SHUTDOWN("stopped"),
    /** The router owns the addresses (priority 255) and needs no election. */
    OWNER("owner of the addresses"),
    /** No accepted advertisement came within the master down interval. */
    MASTER_SILENT("the master fell silent"),
    /** The master stepped down with priority 0. */
    MASTER_RELEASED("the master stepped down"),
    /** A master of lower priority was heard, and preemption is on. */
    PREEMPTION("the master has a lower priority"),
    /** An advertisement of higher priority was accepted. */
    HIGHER_PRIORITY("a router of higher priority advertises"),
    /** An advertisement of equal priority from a higher address was accepted. */
    HIGHER_ADDRESS("a router of equal priority and higher address advertises"),
    /** This process stood still so long that another router must have taken over, and preemption is off. */
    STALLED("this process stood still while another router took over"),
    /** The interface is down or has no carrier. */
    LINK_DOWN("link down"),
    /** The interface does not exist. */
    LINK_MISSING("interface missing"),
    /** The interface has no address to send from. */
    NO_SOURCE_ADDRESS("no source address on the interface"),
    /** The numbers of its authentication headers are used up: restart all routers with another password. */
    SEQUENCE_EXHAUSTED("authentication header numbers used up"),
    /** A tracker without which it may not be master is down; an event before this one names it. */
    TRACKER_DOWN("a tracker is down"),
    /** A tracker without which it may not be master has no result yet. */
    TRACKER_UNKNOWN("a tracker has no result yet"),
    /** Every cause of the fault is gone. */
    FAULT_CLEARED("fault cleared"),
    /** Somebody else removed a virtual address. */
    ADDRESS_LOST("a virtual address was removed by somebody else"),
    /** The router takes back what it gave up when an address was lost. */
    ADDRESS_RESTORED("restores its virtual addresses"),
    /** The program asked it to step down. */
    ASKED_TO_STEP_DOWN("asked to step down"),
    /** The program asked it to take over from a living master. */
    ASKED_TO_TAKE_OVER("asked to take over"),
    /** The sync group moves as one. */
    GROUP("follows its sync group");

    private final String phrase;

    TransitionReason(String phrase) {
        this.phrase = phrase;
    }

    /**
     * The reason as a phrase for a log line.
     *
     * @return a few words
     */
    public String phrase() {
        return phrase;
    }
}
