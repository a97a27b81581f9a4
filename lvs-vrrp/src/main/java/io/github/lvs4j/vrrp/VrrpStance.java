package io.github.lvs4j.vrrp;

/** How a virtual router contends for mastership at present; {@link VrrpControl} changes it. */
public enum VrrpStance {
    /** By its priority and its preemption, as the protocol has it. */
    ORDINARY,
    /** Preempts once whatever its preemption says, and waits no longer than its skew time for that. */
    CLAIMING,
    /** Preempts nobody, not even as owner; takes over only when there is no master, and then is {@link #ORDINARY} again. */
    RELEASED,
    /** Never becomes master. */
    HELD
}
