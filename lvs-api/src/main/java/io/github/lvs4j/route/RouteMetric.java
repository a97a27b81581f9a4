package io.github.lvs4j.route;

import java.util.Locale;

/** What a route can say of its path (RTAX_* of linux/rtnetlink.h), under the names of ip-route(8). */
public enum RouteMetric {
    /** Which of the others path discovery must not change: bit {@code 1 << number} for each. */
    LOCK(1),
    /** Longest packet, bytes. */
    MTU(2),
    /** Most that TCP advertises, bytes. */
    WINDOW(3),
    /** First round trip time, in eighths of a millisecond. */
    RTT(4),
    /** Its first variance, in quarters of a millisecond. */
    RTTVAR(5),
    /** First slow start threshold, segments. */
    SSTHRESH(6),
    /** Bound of the congestion window, segments. */
    CWND(7),
    /** Longest TCP segment that is announced, bytes. */
    ADVMSS(8),
    /** Reordering that TCP takes for no loss, segments. */
    REORDERING(9),
    /** Hop limit of packets. */
    HOPLIMIT(10),
    /** First congestion window, segments. */
    INITCWND(11),
    /** RTAX_FEATURE_* bits, as 1 for ECN. */
    FEATURES(12),
    /** Least time before TCP sends again, milliseconds. */
    RTO_MIN(13),
    /** First receive window, segments. */
    INITRWND(14),
    /** 1 to acknowledge at once. */
    QUICKACK(15),
    /** 1 to open fast without a cookie. */
    FASTOPEN_NO_COOKIE(17);

    private final int number;

    RouteMetric(int number) {
        this.number = number;
    }

    /**
     * The kernel's number.
     *
     * @return RTAX_*
     */
    public int number() {
        return number;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
