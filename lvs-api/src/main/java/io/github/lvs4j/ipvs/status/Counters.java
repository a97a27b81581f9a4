package io.github.lvs4j.ipvs.status;

/**
 * Totals since creation or since the last zeroing (IPVS_STATS_ATTR_* of linux/ip_vs.h).
 *
 * @param connections scheduled connections
 * @param inPackets packets from clients
 * @param outPackets packets to clients; only masquerading sees them
 * @param inBytes bytes from clients
 * @param outBytes bytes to clients; only masquerading sees them
 */
public record Counters(long connections, long inPackets, long outPackets, long inBytes, long outBytes) {

    /** Nothing counted. */
    public static final Counters ZERO = new Counters(0, 0, 0, 0, 0);
}
