package io.github.lvs4j.ipvs.status;

/**
 * Connections that a real server has now (linux/ip_vs.h).
 *
 * @param active established ones (IPVS_DEST_ATTR_ACTIVE_CONNS)
 * @param inactive those in any other state, as after a FIN (IPVS_DEST_ATTR_INACT_CONNS)
 * @param persistent persistence templates (IPVS_DEST_ATTR_PERSIST_CONNS)
 */
public record ConnectionCounts(long active, long inactive, long persistent) {

    /** No connections. */
    public static final ConnectionCounts ZERO = new ConnectionCounts(0, 0, 0);
}
