package io.github.lvs4j.vrrp;

/** Where a virtual router stands (RFC 9568 section 6.4, and keepalived's fault state). */
public enum VrrpState {
    /** Not started, or stopped. Sends nothing, ignores everything. */
    INITIALIZE,
    /** Listens to the master and takes over when it falls silent. */
    BACKUP,
    /** Advertises, holds the virtual addresses and answers for them. RFC 9568 calls this state Active. */
    MASTER,
    /** Cannot take part: link down, no source address, or a member of its sync group cannot. */
    FAULT
}
