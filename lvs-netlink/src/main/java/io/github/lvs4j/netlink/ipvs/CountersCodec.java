package io.github.lvs4j.netlink.ipvs;

import io.github.lvs4j.ipvs.status.Counters;
import io.github.lvs4j.ipvs.status.Rates;
import io.github.lvs4j.netlink.AttributeReader;
import java.util.Arrays;

/**
 * Statistics (IPVS_STATS_ATTR_* of linux/ip_vs.h). Kernels since 4.1 give them twice: STATS in 32 bits, bytes excepted, and
 * STATS64; the latter wins, in whatever order they come. Confined to one thread.
 */
final class CountersCodec {

    private final long[] values = new long[IpvsAttribute.STATS_OUTBPS + 1];
    private final AttributeReader nested = new AttributeReader();
    private boolean wide;

    /** Forgets what was read. */
    void clear() {
        Arrays.fill(values, 0);
        wide = false;
    }

    /**
     * Reads the nested statistics.
     *
     * @param attribute STATS or STATS64
     * @param isWide whether it is STATS64
     */
    void read(AttributeReader attribute, boolean isWide) {
        if (wide && !isWide) {
            return;
        }
        wide = isWide;
        attribute.nested(nested);
        while (nested.next()) {
            if (nested.type() < values.length) {
                values[nested.type()] = nested.length() >= 8 ? nested.u64() : nested.u32();
            }
        }
    }

    /** The totals. */
    Counters counters() {
        return new Counters(
                values[IpvsAttribute.STATS_CONNS],
                values[IpvsAttribute.STATS_INPKTS],
                values[IpvsAttribute.STATS_OUTPKTS],
                values[IpvsAttribute.STATS_INBYTES],
                values[IpvsAttribute.STATS_OUTBYTES]);
    }

    /** The moving averages. */
    Rates rates() {
        return new Rates(
                values[IpvsAttribute.STATS_CPS],
                values[IpvsAttribute.STATS_INPPS],
                values[IpvsAttribute.STATS_OUTPPS],
                values[IpvsAttribute.STATS_INBPS],
                values[IpvsAttribute.STATS_OUTBPS]);
    }
}
