package io.github.lvs4j.netlink.ipvs;

import io.github.lvs4j.ipvs.status.Counters;
import io.github.lvs4j.ipvs.status.Rates;
import io.github.lvs4j.netlink.AttributeReader;
import java.util.Arrays;

/**
 * Statistics (IPVS_STATS_ATTR_* of linux/ip_vs.h). Kernels since 4.1 give them twice: STATS in 32 bits, bytes excepted, and
 * STATS64; the latter wins, in whatever order they come. Confined to one thread;
 * what was noted is read from the message, so before the next one comes.
 */
final class CountersCodec {

    private final long[] values = new long[IpvsAttribute.STATS_OUTBPS + 1];
    private final AttributeReader nested = new AttributeReader();
    private boolean wide;

    private boolean noted;

    /** Whether the values are those of the statistics noted. */
    private boolean settled;

    /** Forgets what was noted. */
    void clear() {
        wide = false;
        noted = false;
        settled = false;
    }

    /**
     * Notes where the nested statistics are; they are read when they are asked for, which most readings never do.
     *
     * @param attribute STATS or STATS64
     * @param isWide whether it is STATS64
     */
    void note(AttributeReader attribute, boolean isWide) {
        if (wide && !isWide) {
            return;
        }
        wide = isWide;
        attribute.nested(nested);
        noted = true;
    }

    private void settle() {
        if (settled) {
            return;
        }
        settled = true;
        Arrays.fill(values, 0);
        while (noted && nested.next()) {
            if (nested.type() < values.length) {
                values[nested.type()] = nested.length() >= 8 ? nested.u64() : nested.u32();
            }
        }
    }

    /** The totals. */
    Counters counters() {
        settle();
        return new Counters(
                values[IpvsAttribute.STATS_CONNS],
                values[IpvsAttribute.STATS_INPKTS],
                values[IpvsAttribute.STATS_OUTPKTS],
                values[IpvsAttribute.STATS_INBYTES],
                values[IpvsAttribute.STATS_OUTBYTES]);
    }

    /** The moving averages. */
    Rates rates() {
        settle();
        return new Rates(
                values[IpvsAttribute.STATS_CPS],
                values[IpvsAttribute.STATS_INPPS],
                values[IpvsAttribute.STATS_OUTPPS],
                values[IpvsAttribute.STATS_INBPS],
                values[IpvsAttribute.STATS_OUTBPS]);
    }
}
