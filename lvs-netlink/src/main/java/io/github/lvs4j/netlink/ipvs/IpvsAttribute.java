package io.github.lvs4j.netlink.ipvs;

/**
 * Attributes and flags of the IPVS family (linux/ip_vs.h). Ports and addresses are in network order, as is the IPv4 netmask;
 * everything else is in the machine's.
 */
final class IpvsAttribute {

    /** First level: IPVS_CMD_ATTR_*. */
    static final int SERVICE = 1;

    static final int DEST = 2;
    static final int DAEMON = 3;
    static final int TIMEOUT_TCP = 4;
    static final int TIMEOUT_TCP_FIN = 5;
    static final int TIMEOUT_UDP = 6;

    /** Within SERVICE: IPVS_SVC_ATTR_*. */
    static final int SVC_AF = 1;

    static final int SVC_PROTOCOL = 2;
    static final int SVC_ADDR = 3;
    static final int SVC_PORT = 4;
    static final int SVC_FWMARK = 5;
    static final int SVC_SCHED_NAME = 6;
    static final int SVC_FLAGS = 7;
    static final int SVC_TIMEOUT = 8;
    static final int SVC_NETMASK = 9;
    static final int SVC_STATS = 10;
    static final int SVC_PE_NAME = 11;
    static final int SVC_STATS64 = 12;

    /** Within DEST: IPVS_DEST_ATTR_*. */
    static final int DEST_ADDR = 1;

    static final int DEST_PORT = 2;
    static final int DEST_FWD_METHOD = 3;
    static final int DEST_WEIGHT = 4;
    static final int DEST_U_THRESH = 5;
    static final int DEST_L_THRESH = 6;
    static final int DEST_ACTIVE_CONNS = 7;
    static final int DEST_INACT_CONNS = 8;
    static final int DEST_PERSIST_CONNS = 9;
    static final int DEST_STATS = 10;
    static final int DEST_ADDR_FAMILY = 11;
    static final int DEST_STATS64 = 12;
    static final int DEST_TUN_TYPE = 13;
    static final int DEST_TUN_PORT = 14;
    static final int DEST_TUN_FLAGS = 15;

    /** Within STATS and STATS64: IPVS_STATS_ATTR_*. */
    static final int STATS_CONNS = 1;

    static final int STATS_INPKTS = 2;
    static final int STATS_OUTPKTS = 3;
    static final int STATS_INBYTES = 4;
    static final int STATS_OUTBYTES = 5;
    static final int STATS_CPS = 6;
    static final int STATS_INPPS = 7;
    static final int STATS_OUTPPS = 8;
    static final int STATS_INBPS = 9;
    static final int STATS_OUTBPS = 10;

    /** Within DAEMON: IPVS_DAEMON_ATTR_*. */
    static final int DAEMON_STATE = 1;

    static final int DAEMON_MCAST_IFN = 2;
    static final int DAEMON_SYNC_ID = 3;
    static final int DAEMON_SYNC_MAXLEN = 4;
    static final int DAEMON_MCAST_GROUP = 5;
    static final int DAEMON_MCAST_GROUP6 = 6;
    static final int DAEMON_MCAST_PORT = 7;
    static final int DAEMON_MCAST_TTL = 8;

    /** In the reply to GET_INFO: IPVS_INFO_ATTR_*. */
    static final int INFO_VERSION = 1;

    static final int INFO_CONN_TAB_SIZE = 2;

    /** IP_VS_SVC_F_PERSISTENT. */
    static final int FLAG_PERSISTENT = 0x1;

    /** IP_VS_SVC_F_ONEPACKET. */
    static final int FLAG_ONE_PACKET = 0x4;

    /** IP_VS_CONN_F_FWD_MASK. */
    static final int FORWARDING_MASK = 0x7;

    private IpvsAttribute() {}
}
