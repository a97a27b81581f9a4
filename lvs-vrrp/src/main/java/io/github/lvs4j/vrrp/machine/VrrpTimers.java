package io.github.lvs4j.vrrp.machine;

import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.VrrpVersion;
import java.time.Duration;

/**
 * The two durations of the protocol, exact to the nanosecond: for programs as {@link Duration}, for the machine, which asks with
 * every advertisement, as nanoseconds. Stateless; any thread.
 */
public final class VrrpTimers {

    private static final long SECOND = 1_000_000_000L;

    private VrrpTimers() {}

    /**
     * The skew time: the lower the priority, the longer a backup holds back. Version 2: (256 − priority) / 256 seconds,
     * whatever the interval (RFC 3768 section 6.1). Version 3: that fraction of the master's interval (RFC 9568 section 6.1).
     *
     * @param version the protocol version
     * @param priority the router's own priority
     * @param masterInterval the interval at which the master advertises
     * @return the skew time
     */
    public static Duration skewTime(VrrpVersion version, Priority priority, Duration masterInterval) {
        return Duration.ofNanos(skewNanos(version, priority, masterInterval.toNanos()));
    }

    /**
     * The master down interval: how long a master may be silent (RFC 9568 section 6.1).
     *
     * @param version the protocol version
     * @param priority the router's own priority
     * @param masterInterval the interval at which the master advertises
     * @param silentIntervals how many intervals to wait before the skew time; the RFCs say 3
     * @return the master down interval
     */
    public static Duration masterDownInterval(
            VrrpVersion version, Priority priority, Duration masterInterval, int silentIntervals) {
        return Duration.ofNanos(masterDownNanos(version, priority, masterInterval.toNanos(), silentIntervals));
    }

    /** The skew time; fractions of a nanosecond are dropped. */
    static long skewNanos(VrrpVersion version, Priority priority, long masterIntervalNanos) {
        long whole = version == VrrpVersion.V2 ? SECOND : masterIntervalNanos;
        return whole * (256 - priority.value()) / 256;
    }

    static long masterDownNanos(VrrpVersion version, Priority priority, long masterIntervalNanos, int silentIntervals) {
        return masterIntervalNanos * silentIntervals + skewNanos(version, priority, masterIntervalNanos);
    }
}
