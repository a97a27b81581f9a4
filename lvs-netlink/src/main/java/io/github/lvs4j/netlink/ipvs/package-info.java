/**
 * IPVS over generic netlink: {@link io.github.lvs4j.netlink.ipvs.NetlinkIpvs} implements the {@code Ipvs} port on the
 * kernel.
 */
@NullMarked
package io.github.lvs4j.netlink.ipvs;

import org.jspecify.annotations.NullMarked;
