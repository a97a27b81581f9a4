package io.github.lvs4j.ipvs;

import java.time.Duration;

/**
 * How long IPVS remembers idle connections, for the whole network namespace ({@code ipvsadm --set}; IPVS_CMD_ATTR_TIMEOUT_*
 * of linux/ip_vs.h). Read by {@link Ipvs#timeouts()}, set by {@link Ipvs#setTimeouts(Timeouts)}.
 *
 * @param tcp established TCP connections; the kernel begins with 900 s (IPVS_CMD_ATTR_TIMEOUT_TCP)
 * @param tcpFin TCP connections after a FIN; the kernel begins with 120 s (IPVS_CMD_ATTR_TIMEOUT_TCP_FIN)
 * @param udp UDP exchanges; the kernel begins with 300 s (IPVS_CMD_ATTR_TIMEOUT_UDP)
 */
public record Timeouts(Duration tcp, Duration tcpFin, Duration udp) {

    private static final long LONGEST_SECONDS = Integer.MAX_VALUE / 1000;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException unless each is in whole seconds from 0 to 2147483647, which is what the kernel can
     *     report; it can keep less, see {@link #of(Duration, Duration, Duration)}
     */
    public Timeouts {
        check("tcp", tcp, Integer.MAX_VALUE);
        check("tcpfin", tcpFin, Integer.MAX_VALUE);
        check("udp", udp, Integer.MAX_VALUE);
    }

    /**
     * Timeouts to be set. The kernel counts them in ticks of 31 bits: the bound is the one that holds at 1000 ticks a second.
     * Above its own bound a kernel before 5.0 cuts the value without a word, a later one refuses it (EINVAL).
     *
     * @param tcp established TCP connections, 1 s to 2147483 s (24 days), or 0 to leave the kernel's value
     * @param tcpFin TCP connections after a FIN, likewise
     * @param udp UDP exchanges, likewise
     * @return the timeouts
     * @throws IllegalArgumentException if one is out of range or has fractions of a second
     */
    public static Timeouts of(Duration tcp, Duration tcpFin, Duration udp) {
        check("tcp", tcp, LONGEST_SECONDS);
        check("tcpfin", tcpFin, LONGEST_SECONDS);
        check("udp", udp, LONGEST_SECONDS);
        return new Timeouts(tcp, tcpFin, udp);
    }

    private static void check(String name, Duration value, long longest) {
        if (value.getNano() != 0 || value.isNegative() || value.getSeconds() > longest) {
            throw new IllegalArgumentException(
                    "timeout " + name + " " + value + " is out of range: whole seconds, 0 to " + longest);
        }
    }
}
