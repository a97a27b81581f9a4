package io.github.lvs4j.netlink.ipvs;

import java.util.Locale;

/**
 * What came to IPVS after its first netlink interface (Linux 2.6.28), with the release of Linux that brought it. An older
 * kernel passes over the attributes it does not know and says nothing: it would make something else than was asked. Therefore
 * {@link NetlinkIpvs} refuses a request that needs an absent feature, with the feature's name.
 *
 * <p>Distributions bring features to older releases too. On a release older than a feature, its first use finds out: the
 * kernel's own answers carry the attribute or not.
 */
public enum IpvsFeature {
    /**
     * Persistence by application data (IPVS_SVC_ATTR_PE_NAME). Offered on lvs-devel on 2010-08-22, after the merge window of
     * 2.6.36 had closed.
     */
    PERSISTENCE_ENGINES("persistence engines", 2, 6, 37),
    /**
     * Flags whose meaning the scheduler gives (IP_VS_SVC_F_SCHED1 to 3). Older kernels keep them and do not heed them, so
     * that here the release alone decides. Offered for {@code sh} on 2013-06-19, between 3.10-rc6 and 3.10; linux/ip_vs.h of
     * 3.10 does not have them.
     */
    SCHEDULER_FLAGS("scheduler flags", 3, 11, 0),
    /** Tunnels between IPv4 and IPv6 (IPVS_DEST_ATTR_ADDR_FAMILY; linux/ip_vs.h of 3.10 does not have it, that of 3.18 does). */
    MIXED_FAMILIES("real servers of the other address family", 3, 18, 0),
    /**
     * Counters that do not begin anew after 4294967295 (IPVS_SVC_ATTR_STATS64, IPVS_DEST_ATTR_STATS64; linux/ip_vs.h of 4.0
     * does not have them).
     */
    WIDE_COUNTERS("64-bit counters", 4, 1, 0),
    /**
     * Group, port, TTL and length of sync daemons (IPVS_DAEMON_ATTR_SYNC_MAXLEN to IPVS_DAEMON_ATTR_MCAST_TTL; linux/ip_vs.h
     * of 4.0 does not have them).
     */
    SYNC_DAEMON_PARAMETERS("group, port, TTL and length of sync daemons", 4, 3, 0),
    /** Generic UDP Encapsulation (IPVS_DEST_ATTR_TUN_TYPE, IPVS_DEST_ATTR_TUN_PORT). */
    GUE_TUNNELS("GUE tunnels", 5, 2, 0),
    /** Generic Routing Encapsulation, and checksums of tunnels (IPVS_DEST_ATTR_TUN_FLAGS). */
    GRE_TUNNELS_AND_CHECKSUMS("GRE tunnels and tunnel checksums", 5, 3, 0);

    private final String title;
    private final KernelRelease since;

    IpvsFeature(String title, int major, int minor, int patch) {
        this.title = title;
        this.since = new KernelRelease(
                patch == 0 ? major + "." + minor : major + "." + minor + "." + patch, major, minor, patch);
    }

    /**
     * The release of Linux that brought it.
     *
     * @return as "5.2"
     */
    public String since() {
        return since.text();
    }

    KernelRelease release() {
        return since;
    }

    /** The feature in words, as "GUE tunnels (Linux 5.2)". */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s (Linux %s)", title, since());
    }
}
