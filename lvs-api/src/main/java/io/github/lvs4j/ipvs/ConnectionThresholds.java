package io.github.lvs4j.ipvs;

/**
 * Bounds on a real server's connections: above the upper one it gets no new ones until it falls below the lower
 * (IPVS_DEST_ATTR_U_THRESH, IPVS_DEST_ATTR_L_THRESH of linux/ip_vs.h).
 *
 * @param upper 1 to 4294967295; 0 means no bound
 * @param lower below which the server is used again; 0 means three quarters of the upper (the kernel's rule)
 */
public record ConnectionThresholds(long upper, long lower) {

    /** No bounds. */
    public static final ConnectionThresholds NONE = new ConnectionThresholds(0, 0);

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if a bound is out of range or the lower exceeds the upper (the kernel: ERANGE)
     */
    public ConnectionThresholds {
        if (upper < 0 || upper > 0xffff_ffffL || lower < 0 || lower > upper) {
            throw new IllegalArgumentException("connection thresholds upper " + upper + ", lower " + lower
                    + " are out of range: 0 <= lower <= upper <= 4294967295");
        }
    }
}
