package io.github.lvs4j.ipvs;

/**
 * What the kernel says about its IPVS (IPVS_CMD_GET_INFO of linux/ip_vs.h).
 *
 * @param version as "1.2.1" (IPVS_INFO_ATTR_VERSION)
 * @param connectionTableSize number of hash buckets for connections (IPVS_INFO_ATTR_CONN_TAB_SIZE)
 */
public record IpvsInfo(String version, long connectionTableSize) {}
