package io.github.lvs4j.netlink.ipvs;

/**
 * Attributes and flags of the IPVS family, all of them from linux/ip_vs.h and under the names that they have there. Numbers
 * are in the machine's byte order unless it is said otherwise.
 */
final class IpvsAttribute {

    /** IPVS_CMD_ATTR_SERVICE: nested, see IPVS_SVC_ATTR_*. */
    static final int SERVICE = 1;

    /** IPVS_CMD_ATTR_DEST: nested, see IPVS_DEST_ATTR_*. */
    static final int DEST = 2;

    /** IPVS_CMD_ATTR_DAEMON: nested, see IPVS_DAEMON_ATTR_*. */
    static final int DAEMON = 3;

    /** IPVS_CMD_ATTR_TIMEOUT_TCP: 32 bits, seconds. */
    static final int TIMEOUT_TCP = 4;

    /** IPVS_CMD_ATTR_TIMEOUT_TCP_FIN: 32 bits, seconds. */
    static final int TIMEOUT_TCP_FIN = 5;

    /** IPVS_CMD_ATTR_TIMEOUT_UDP: 32 bits, seconds. */
    static final int TIMEOUT_UDP = 6;

    /** IPVS_SVC_ATTR_AF: 16 bits, AF_INET or AF_INET6. */
    static final int SVC_AF = 1;

    /** IPVS_SVC_ATTR_PROTOCOL: 16 bits, absent with a firewall mark. */
    static final int SVC_PROTOCOL = 2;

    /** IPVS_SVC_ATTR_ADDR: 4 or 16 bytes in, always 16 out; absent with a firewall mark. */
    static final int SVC_ADDR = 3;

    /** IPVS_SVC_ATTR_PORT: 16 bits in network order, absent with a firewall mark. */
    static final int SVC_PORT = 4;

    /** IPVS_SVC_ATTR_FWMARK: 32 bits. */
    static final int SVC_FWMARK = 5;

    /** IPVS_SVC_ATTR_SCHED_NAME: text. */
    static final int SVC_SCHED_NAME = 6;

    /** IPVS_SVC_ATTR_FLAGS: struct ip_vs_flags: the bits, and which of them count. */
    static final int SVC_FLAGS = 7;

    /** IPVS_SVC_ATTR_TIMEOUT: 32 bits, seconds of persistence. */
    static final int SVC_TIMEOUT = 8;

    /** IPVS_SVC_ATTR_NETMASK: 32 bits: an IPv4 mask in network order, an IPv6 prefix length in the machine's. */
    static final int SVC_NETMASK = 9;

    /** IPVS_SVC_ATTR_STATS: read only, nested, see IPVS_STATS_ATTR_*; 32 bits, bytes excepted. */
    static final int SVC_STATS = 10;

    /** IPVS_SVC_ATTR_PE_NAME: text, only if there is an engine; since Linux 2.6.37. */
    static final int SVC_PE_NAME = 11;

    /** IPVS_SVC_ATTR_STATS64: read only, nested, all of 64 bits; since Linux 4.1. */
    static final int SVC_STATS64 = 12;

    /** IPVS_DEST_ATTR_ADDR: 4 or 16 bytes in, always 16 out. */
    static final int DEST_ADDR = 1;

    /** IPVS_DEST_ATTR_PORT: 16 bits in network order. */
    static final int DEST_PORT = 2;

    /** IPVS_DEST_ATTR_FWD_METHOD: 32 bits, IP_VS_CONN_F_FWD_MASK. */
    static final int DEST_FWD_METHOD = 3;

    /** IPVS_DEST_ATTR_WEIGHT: 32 bits, signed. */
    static final int DEST_WEIGHT = 4;

    /** IPVS_DEST_ATTR_U_THRESH: 32 bits, the upper threshold. */
    static final int DEST_U_THRESH = 5;

    /** IPVS_DEST_ATTR_L_THRESH: 32 bits, the lower threshold. */
    static final int DEST_L_THRESH = 6;

    /** IPVS_DEST_ATTR_ACTIVE_CONNS: read only, 32 bits. */
    static final int DEST_ACTIVE_CONNS = 7;

    /** IPVS_DEST_ATTR_INACT_CONNS: read only, 32 bits. */
    static final int DEST_INACT_CONNS = 8;

    /** IPVS_DEST_ATTR_PERSIST_CONNS: read only, 32 bits. */
    static final int DEST_PERSIST_CONNS = 9;

    /** IPVS_DEST_ATTR_STATS: read only, nested, see IPVS_STATS_ATTR_*; 32 bits, bytes excepted. */
    static final int DEST_STATS = 10;

    /** IPVS_DEST_ATTR_ADDR_FAMILY: 16 bits; since Linux 3.18. */
    static final int DEST_ADDR_FAMILY = 11;

    /** IPVS_DEST_ATTR_STATS64: read only, nested, all of 64 bits; since Linux 4.1. */
    static final int DEST_STATS64 = 12;

    /** IPVS_DEST_ATTR_TUN_TYPE: 8 bits, IP_VS_CONN_F_TUNNEL_TYPE_*; since Linux 5.2. */
    static final int DEST_TUN_TYPE = 13;

    /** IPVS_DEST_ATTR_TUN_PORT: 16 bits in network order; since Linux 5.2. */
    static final int DEST_TUN_PORT = 14;

    /** IPVS_DEST_ATTR_TUN_FLAGS: 16 bits, IP_VS_TUNNEL_ENCAP_FLAG_*; since Linux 5.3. */
    static final int DEST_TUN_FLAGS = 15;

    /** IPVS_STATS_ATTR_CONNS: connections. */
    static final int STATS_CONNS = 1;

    /** IPVS_STATS_ATTR_INPKTS: packets from clients. */
    static final int STATS_INPKTS = 2;

    /** IPVS_STATS_ATTR_OUTPKTS: packets to clients. */
    static final int STATS_OUTPKTS = 3;

    /** IPVS_STATS_ATTR_INBYTES: bytes from clients. */
    static final int STATS_INBYTES = 4;

    /** IPVS_STATS_ATTR_OUTBYTES: bytes to clients. */
    static final int STATS_OUTBYTES = 5;

    /** IPVS_STATS_ATTR_CPS: connections a second. */
    static final int STATS_CPS = 6;

    /** IPVS_STATS_ATTR_INPPS: packets from clients a second. */
    static final int STATS_INPPS = 7;

    /** IPVS_STATS_ATTR_OUTPPS: packets to clients a second. */
    static final int STATS_OUTPPS = 8;

    /** IPVS_STATS_ATTR_INBPS: bytes from clients a second. */
    static final int STATS_INBPS = 9;

    /** IPVS_STATS_ATTR_OUTBPS: bytes to clients a second. */
    static final int STATS_OUTBPS = 10;

    /** IPVS_DAEMON_ATTR_STATE: 32 bits, IP_VS_STATE_MASTER or IP_VS_STATE_BACKUP. */
    static final int DAEMON_STATE = 1;

    /** IPVS_DAEMON_ATTR_MCAST_IFN: text. */
    static final int DAEMON_MCAST_IFN = 2;

    /** IPVS_DAEMON_ATTR_SYNC_ID: 32 bits, of which 8 travel. */
    static final int DAEMON_SYNC_ID = 3;

    /** IPVS_DAEMON_ATTR_SYNC_MAXLEN: 16 bits, bytes; since Linux 4.3, as all that follow. */
    static final int DAEMON_SYNC_MAXLEN = 4;

    /** IPVS_DAEMON_ATTR_MCAST_GROUP: 4 bytes. */
    static final int DAEMON_MCAST_GROUP = 5;

    /** IPVS_DAEMON_ATTR_MCAST_GROUP6: 16 bytes. */
    static final int DAEMON_MCAST_GROUP6 = 6;

    /** IPVS_DAEMON_ATTR_MCAST_PORT: 16 bits in the machine's order. */
    static final int DAEMON_MCAST_PORT = 7;

    /** IPVS_DAEMON_ATTR_MCAST_TTL: 8 bits. */
    static final int DAEMON_MCAST_TTL = 8;

    /** IPVS_INFO_ATTR_VERSION: 32 bits, a byte for each part of the version. */
    static final int INFO_VERSION = 1;

    /** IPVS_INFO_ATTR_CONN_TAB_SIZE: 32 bits, hash buckets. */
    static final int INFO_CONN_TAB_SIZE = 2;

    /** IP_VS_SVC_F_PERSISTENT. */
    static final int FLAG_PERSISTENT = 0x1;

    /** IP_VS_SVC_F_ONEPACKET. */
    static final int FLAG_ONE_PACKET = 0x4;

    /** IP_VS_CONN_F_FWD_MASK. */
    static final int FORWARDING_MASK = 0x7;

    private IpvsAttribute() {}
}
