package io.github.lvs4j.netlink.route;

/** Message types, groups and header lengths of rtnetlink (linux/rtnetlink.h). */
final class MessageType {

    static final int NEW_LINK = 16;
    static final int DEL_LINK = 17;
    static final int GET_LINK = 18;
    static final int NEW_ADDRESS = 20;
    static final int DEL_ADDRESS = 21;
    static final int GET_ADDRESS = 22;
    static final int NEW_ROUTE = 24;
    static final int DEL_ROUTE = 25;
    static final int GET_ROUTE = 26;
    static final int NEW_RULE = 32;
    static final int DEL_RULE = 33;
    static final int GET_RULE = 34;

    /** RTNLGRP_*: links, addresses, routes and rules of both families. */
    static final int[] GROUPS = {1, 5, 9, 7, 11, 8, 19};

    private MessageType() {}
}
