package io.github.lvs4j.ipvs.status;

import io.github.lvs4j.ipvs.VirtualServiceKey;
import java.util.List;

/**
 * What the kernel counts at a virtual service and at its real servers, without their definitions.
 *
 * @param key which service
 * @param counters totals
 * @param rates moving averages
 * @param realServers its servers, ordered by address and port
 */
public record ServiceStatistics(
        VirtualServiceKey key, Counters counters, Rates rates, List<RealServerStatistics> realServers) {

    /** Copies the list. */
    public ServiceStatistics {
        realServers = List.copyOf(realServers);
    }
}
