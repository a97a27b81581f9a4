package io.github.lvs4j.testkit.netlink;

/**
 * What can go wrong with a request. {@link FakeNetlinkSocket#fail} lets it happen to the next send and its answers; the
 * request itself is carried out unless it was not sent.
 */
public enum Fault {
    /** A signal came before the request was taken: send fails with EINTR. */
    SEND_INTERRUPTED,
    /** The request was not taken: send fails with EAGAIN. */
    SEND_AGAIN,
    /** The kernel had no memory for the request: send fails with ENOBUFS. */
    SEND_NO_BUFFERS,
    /** A signal came before the first answer: receive fails with EINTR, nothing is lost. */
    RECEIVE_INTERRUPTED,
    /** Receive fails with EIO once, after the first datagram, or before it if there is only one; nothing is lost. */
    RECEIVE_FAILED,
    /** No room for the first datagram: it is lost, and receive says ENOBUFS in its place. */
    OVERRUN,
    /** No answer is queued although one is due, and nothing says so: receive finds nothing (EAGAIN). */
    NO_ANSWER,
    /** The last datagram is missing, an acknowledgement or the end of a dump, and nothing says so. */
    LAST_MISSING,
    /** Refused with EBUSY, as a dump is while another one of the same socket has not been read to its end. */
    BUSY,
    /** A dump whose messages say that the table changed meanwhile (NLM_F_DUMP_INTR). */
    DUMP_INTERRUPTED,
    /** A dump that ends with ENOMEM (in NLMSG_DONE). */
    DUMP_FAILED,
    /** The first datagram is cut off in the middle of its first message. */
    TRUNCATED,
    /** The first datagram is longer than the receive buffer, and cut. */
    OVERSIZED,
    /** Before the answer comes an error of the same sequence number that answers another process's socket. */
    FOREIGN_PORT,
    /** Before the answer comes an error that answers another request of this socket. */
    FOREIGN_SEQUENCE,
    /** Each message ends with an attribute that no kernel has yet. */
    UNKNOWN_ATTRIBUTE,
    /** The bytes within the first nested attribute of each message are garbage. */
    NESTED_GARBAGE,
    /** The answers are errors of two bytes instead of four. */
    SHORT_ERROR
}
