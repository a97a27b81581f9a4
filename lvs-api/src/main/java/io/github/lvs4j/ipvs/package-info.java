/**
 * What IPVS holds, the port to read and change it ({@link io.github.lvs4j.ipvs.Ipvs}), and plans that lead from one table to
 * another ({@link io.github.lvs4j.ipvs.IpvsPlan}). Beside its table a network namespace has {@link
 * io.github.lvs4j.ipvs.Timeouts} and at most two {@link io.github.lvs4j.ipvs.SyncDaemon}s; what it counts is in {@link
 * io.github.lvs4j.ipvs.status}. Names such as IPVS_SVC_ATTR_PORT are those of the kernel's header linux/ip_vs.h.
 */
@NullMarked
package io.github.lvs4j.ipvs;

import org.jspecify.annotations.NullMarked;
