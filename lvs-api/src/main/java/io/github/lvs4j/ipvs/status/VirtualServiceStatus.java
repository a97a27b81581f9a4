package io.github.lvs4j.ipvs.status;

import io.github.lvs4j.ipvs.VirtualService;

/**
 * A virtual service as the kernel reports it.
 *
 * @param definition what it is
 * @param flags the kernel's flags as they are (IPVS_SVC_ATTR_FLAGS, IP_VS_SVC_F_*): those that the definition stands for,
 *     IP_VS_SVC_F_HASHED (2), which the kernel sets itself, and any that lvs4j has no name for
 * @param counters totals
 * @param rates moving averages
 */
public record VirtualServiceStatus(VirtualService definition, int flags, Counters counters, Rates rates) {}
