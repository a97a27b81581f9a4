package io.github.lvs4j.ipvs;

import java.time.Duration;

/**
 * How long IPVS remembers idle connections, for the whole network namespace (ipvsadm --set).
 *
 * @param tcp established TCP connections
 * @param tcpFin TCP connections after a FIN
 * @param udp UDP exchanges
 */
public record Timeouts(Duration tcp, Duration tcpFin, Duration udp) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException unless each is in whole seconds from 0 (which leaves the kernel's value unchanged) to
     *     2147483 (above it the kernel's jiffies overflow)
     */
    public Timeouts {
        check("tcp", tcp);
        check("tcpfin", tcpFin);
        check("udp", udp);
    }

    private static void check(String name, Duration value) {
        if (value.getNano() != 0 || value.isNegative() || value.getSeconds() > 2_147_483) {
            throw new IllegalArgumentException(
                    "timeout " + name + " " + value + " is out of range: whole seconds, 0 to 2147483");
        }
    }
}
