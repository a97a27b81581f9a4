package io.github.lvs4j.netlink;

/** Flags and reserved types of the message header (linux/netlink.h). */
public final class MessageFlags {

    /** It is a request (NLM_F_REQUEST). */
    public static final int REQUEST = 0x1;
    /** Part of a reply in several messages (NLM_F_MULTI). */
    public static final int MULTI = 0x2;
    /** Answer with an acknowledgement even if all is well (NLM_F_ACK). */
    public static final int ACK = 0x4;
    /** The table changed while it was dumped (NLM_F_DUMP_INTR). */
    public static final int DUMP_INTERRUPTED = 0x10;
    /** Give everything (NLM_F_DUMP). */
    public static final int DUMP = 0x300;
    /** Put it in the place of what is there (NLM_F_REPLACE). */
    public static final int REPLACE = 0x100;
    /** Refuse if it is there (NLM_F_EXCL). */
    public static final int EXCLUSIVE = 0x200;
    /** Make it if it is not there (NLM_F_CREATE). */
    public static final int CREATE = 0x400;
    /** On an acknowledgement: the request's body is not echoed (NLM_F_CAPPED). */
    public static final int CAPPED = 0x100;
    /** On an acknowledgement: attributes follow (NLM_F_ACK_TLVS). */
    public static final int ACK_ATTRIBUTES = 0x200;

    /** Type of a message without meaning (NLMSG_NOOP). */
    public static final int TYPE_NOOP = 1;
    /** Type of an error or acknowledgement (NLMSG_ERROR). */
    public static final int TYPE_ERROR = 2;
    /** Type of the last message of a reply in several (NLMSG_DONE). */
    public static final int TYPE_DONE = 3;
    /** Type that says that messages were lost (NLMSG_OVERRUN). */
    public static final int TYPE_OVERRUN = 4;

    /** Types below are of netlink itself (NLMSG_MIN_TYPE). */
    public static final int FIRST_TYPE = 0x10;

    private MessageFlags() {}
}
