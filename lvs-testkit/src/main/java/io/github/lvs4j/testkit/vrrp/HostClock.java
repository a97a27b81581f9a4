package io.github.lvs4j.testkit.vrrp;

/** A host's two clocks: a monotonic one that may run a little fast or slow, and the wall clock, which can also be set. */
final class HostClock {

    private static final long WALL_ORIGIN = 1_700_000_000_000_000_000L;
    private static final double MILLION = 1_000_000;

    private final EventQueue time;
    private final long origin;
    private long sinceLan;
    private long sinceHost;
    private double driftPerMillion;
    private long wallShift;

    /** Begins anywhere: shortly before the instants wrap is a good place. */
    HostClock(EventQueue time, long origin) {
        this.time = time;
        this.origin = origin;
    }

    long ticks() {
        return origin + elapsed();
    }

    long wallNanos() {
        return WALL_ORIGIN + wallShift + elapsed();
    }

    /** How far it has run since the host was made. */
    long elapsed() {
        long lan = time.nowNanos() - sinceLan;
        return sinceHost + lan + Math.round(lan * driftPerMillion / MILLION);
    }

    /** How long the LAN has to wait until this clock has run so far. */
    long toLan(long hostNanos) {
        return (long) Math.ceil(hostNanos / (1 + driftPerMillion / MILLION));
    }

    void drift(double partsPerMillion) {
        sinceHost = elapsed();
        sinceLan = time.nowNanos();
        driftPerMillion = partsPerMillion;
    }

    long wallShift() {
        return wallShift;
    }

    void stepWallClock(long nanos) {
        wallShift += nanos;
    }
}
