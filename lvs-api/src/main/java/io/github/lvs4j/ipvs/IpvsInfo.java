package io.github.lvs4j.ipvs;

/**
 * What the kernel says about its IPVS (IPVS_CMD_GET_INFO).
 *
 * @param version as "1.2.1"
 * @param connectionTableSize number of hash buckets for connections
 */
public record IpvsInfo(String version, long connectionTableSize) {}
