package io.github.lvs4j.ipvs.status;

import io.github.lvs4j.ipvs.RealServer;

/**
 * A real server as the kernel reports it.
 *
 * @param definition what it is
 * @param connections what it has now
 * @param counters totals
 * @param rates moving averages
 */
public record RealServerStatus(RealServer definition, ConnectionCounts connections, Counters counters, Rates rates) {}
