package io.github.lvs4j.ipvs.status;

import io.github.lvs4j.ipvs.VirtualService;

/**
 * A virtual service as the kernel reports it.
 *
 * @param definition what it is
 * @param flags the kernel's flags as they are, those that lvs4j has no name for included (IP_VS_SVC_F_*)
 * @param counters totals
 * @param rates moving averages
 */
public record VirtualServiceStatus(VirtualService definition, int flags, Counters counters, Rates rates) {}
