package io.github.lvs4j.ipvs.status;

import io.github.lvs4j.ipvs.RealServerKey;

/**
 * What the kernel counts at a real server, without its definition.
 *
 * @param key which server of the service
 * @param connections what it has now
 * @param counters totals
 * @param rates moving averages
 */
public record RealServerStatistics(RealServerKey key, ConnectionCounts connections, Counters counters, Rates rates) {}
