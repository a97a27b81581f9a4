package io.github.lvs4j.ipvs;

import java.nio.charset.StandardCharsets;

/**
 * The algorithm by which IPVS chooses a real server, named as its kernel module is (ip_vs_NAME). Names that lvs4j does not
 * know are carried as they are: a newer kernel may have more.
 *
 * @param name 1 to 15 bytes (IP_VS_SCHEDNAME_MAXLEN of linux/ip_vs.h, less the terminator)
 */
public record Scheduler(String name) {

    /** Round robin. */
    public static final Scheduler RR = new Scheduler("rr");
    /** Weighted round robin. */
    public static final Scheduler WRR = new Scheduler("wrr");
    /** Least connections. */
    public static final Scheduler LC = new Scheduler("lc");
    /** Weighted least connections; what {@code ipvsadm} takes when none is named. */
    public static final Scheduler WLC = new Scheduler("wlc");
    /** Locality-based least connections. */
    public static final Scheduler LBLC = new Scheduler("lblc");
    /** Locality-based least connections with replication. */
    public static final Scheduler LBLCR = new Scheduler("lblcr");
    /** Destination hashing. */
    public static final Scheduler DH = new Scheduler("dh");
    /** Source hashing; {@link SchedulerFlag#FLAG_1} is its fallback, {@link SchedulerFlag#FLAG_2} adds the port. */
    public static final Scheduler SH = new Scheduler("sh");
    /** Maglev hashing; the flags mean what they mean for {@link #SH}. */
    public static final Scheduler MH = new Scheduler("mh");
    /** Shortest expected delay. */
    public static final Scheduler SED = new Scheduler("sed");
    /** Never queue. */
    public static final Scheduler NQ = new Scheduler("nq");
    /** Weighted failover. */
    public static final Scheduler FO = new Scheduler("fo");
    /** Weighted overflow. */
    public static final Scheduler OVF = new Scheduler("ovf");
    /** Power of two choices (kernel 5.14). */
    public static final Scheduler TWOS = new Scheduler("twos");

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if the name is empty, too long or has blanks
     */
    public Scheduler {
        int length = name.getBytes(StandardCharsets.UTF_8).length;
        if (length < 1 || length > 15 || hasBlank(name)) {
            throw new IllegalArgumentException(
                    "not a scheduler name: \"" + name + "\" (1 to 15 bytes without blanks, as rr, wrr or wlc)");
        }
    }

    private static boolean hasBlank(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) <= ' ') {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return name;
    }
}
