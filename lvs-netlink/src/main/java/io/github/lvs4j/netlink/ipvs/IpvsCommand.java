package io.github.lvs4j.netlink.ipvs;

/** Commands of the IPVS family (enum of IPVS_CMD_* in linux/ip_vs.h). */
final class IpvsCommand {

    /** IPVS_GENL_NAME. */
    static final String FAMILY = "IPVS";
    /** IPVS_GENL_VERSION. */
    static final int VERSION = 1;

    /** IPVS_CMD_NEW_SERVICE. */
    static final int NEW_SERVICE = 1;

    /** IPVS_CMD_SET_SERVICE. */
    static final int SET_SERVICE = 2;

    /** IPVS_CMD_DEL_SERVICE. */
    static final int DEL_SERVICE = 3;

    /** IPVS_CMD_GET_SERVICE. */
    static final int GET_SERVICE = 4;

    /** IPVS_CMD_NEW_DEST. */
    static final int NEW_DEST = 5;

    /** IPVS_CMD_SET_DEST. */
    static final int SET_DEST = 6;

    /** IPVS_CMD_DEL_DEST. */
    static final int DEL_DEST = 7;

    /** IPVS_CMD_GET_DEST. */
    static final int GET_DEST = 8;

    /** IPVS_CMD_NEW_DAEMON. */
    static final int NEW_DAEMON = 9;

    /** IPVS_CMD_DEL_DAEMON. */
    static final int DEL_DAEMON = 10;

    /** IPVS_CMD_GET_DAEMON. */
    static final int GET_DAEMON = 11;

    /** IPVS_CMD_SET_CONFIG. */
    static final int SET_CONFIG = 12;

    /** IPVS_CMD_GET_CONFIG. */
    static final int GET_CONFIG = 13;

    /** IPVS_CMD_GET_INFO. */
    static final int GET_INFO = 15;

    /** IPVS_CMD_ZERO. */
    static final int ZERO = 16;

    /** IPVS_CMD_FLUSH. */
    static final int FLUSH = 17;

    private IpvsCommand() {}
}
