package io.github.lvs4j.ipvs.status;

/**
 * The kernel's moving averages, per second, over some seconds (IPVS_STATS_ATTR_CPS and so on).
 *
 * @param connections scheduled connections
 * @param inPackets packets from clients
 * @param outPackets packets to clients
 * @param inBytes bytes from clients
 * @param outBytes bytes to clients
 */
public record Rates(long connections, long inPackets, long outPackets, long inBytes, long outBytes) {

    /** Nothing moving. */
    public static final Rates ZERO = new Rates(0, 0, 0, 0, 0);
}
