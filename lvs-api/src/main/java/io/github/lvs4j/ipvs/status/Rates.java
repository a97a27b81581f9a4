package io.github.lvs4j.ipvs.status;

/**
 * The kernel's moving averages, per second, over some seconds; anew every two seconds (net/netfilter/ipvs/ip_vs_est.c;
 * IPVS_STATS_ATTR_* of linux/ip_vs.h).
 *
 * @param connections scheduled connections (IPVS_STATS_ATTR_CPS)
 * @param inPackets packets from clients (IPVS_STATS_ATTR_INPPS)
 * @param outPackets packets to clients (IPVS_STATS_ATTR_OUTPPS)
 * @param inBytes bytes from clients (IPVS_STATS_ATTR_INBPS)
 * @param outBytes bytes to clients (IPVS_STATS_ATTR_OUTBPS)
 */
public record Rates(long connections, long inPackets, long outPackets, long inBytes, long outBytes) {

    /** Nothing moving. */
    public static final Rates ZERO = new Rates(0, 0, 0, 0, 0);
}
