package io.github.lvs4j.ipvs.status;

/**
 * Connections that a real server has now.
 *
 * @param active established ones
 * @param inactive those in any other state, as after a FIN
 * @param persistent persistence templates
 */
public record ConnectionCounts(long active, long inactive, long persistent) {

    /** No connections. */
    public static final ConnectionCounts ZERO = new ConnectionCounts(0, 0, 0);
}
