package io.github.lvs4j.ipvs.status;

/**
 * Totals since creation or since the last zeroing (IPVS_SVC_ATTR_STATS64, IPVS_DEST_ATTR_STATS64 of linux/ip_vs.h). The
 * kernel sums up what its processors counted every two seconds (net/netfilter/ipvs/ip_vs_est.c), so a reading may lag by
 * that much. Kernels before 4.1 count in 32 bits, bytes excepted, and begin anew after 4294967295.
 *
 * @param connections scheduled connections (IPVS_STATS_ATTR_CONNS)
 * @param inPackets packets from clients (IPVS_STATS_ATTR_INPKTS)
 * @param outPackets packets to clients; only masquerading sees them (IPVS_STATS_ATTR_OUTPKTS)
 * @param inBytes bytes from clients (IPVS_STATS_ATTR_INBYTES)
 * @param outBytes bytes to clients; only masquerading sees them (IPVS_STATS_ATTR_OUTBYTES)
 */
public record Counters(long connections, long inPackets, long outPackets, long inBytes, long outBytes) {

    /** Nothing counted. */
    public static final Counters ZERO = new Counters(0, 0, 0, 0, 0);
}
