package io.github.lvs4j.testkit.vrrp;

/** What {@link FaultPlan#random()} draws from. Every fault ends by itself, but for some crashes. */
public enum FaultKind {
    /** A link loses a share of the packets. */
    LOSS,
    /** A link delays packets, each by another time, so that they overtake each other. */
    DELAY,
    /** A link delivers packets twice. */
    DUPLICATION,
    /** Some hosts are cut off from the others on one link, or on all. */
    PARTITION,
    /** One host is not heard by another on one link. */
    ONE_WAY,
    /** A process is killed, and started again or not. */
    CRASH,
    /** A process is stopped in order and started again. */
    STOP,
    /** A process is frozen between two turns. */
    PAUSE,
    /** A process is frozen in the middle of a turn. */
    PAUSE_WITHIN,
    /** A cable is pulled and plugged in again, once or several times. */
    CABLE,
    /** An interface is set down and up again. */
    INTERFACE,
    /** A host's clocks run up to 0.1 % fast or slow. */
    CLOCK_DRIFT,
    /** A host's wall clock is set forward or back, unless HMAC trailers need it to agree with the others'. */
    WALL_CLOCK,
    /** A kernel takes long to install and remove addresses. */
    SLOW_KERNEL,
    /** Somebody removes a virtual address behind the process's back. */
    ADDRESS_REMOVED,
    /** A director is restarted with other priorities. */
    RECONFIGURATION,
    /**
     * A program tells its virtual routers to step down, to stay away (for a while, or for as long as it lives), to take over or to
     * rank otherwise. The latter is left out where a host's group has members of different priorities, whose order from host to
     * host would no longer agree.
     */
    REQUEST,
    /** A program's tracker is down for a while. */
    TRACKER
}
