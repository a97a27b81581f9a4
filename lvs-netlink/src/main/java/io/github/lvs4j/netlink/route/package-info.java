/**
 * Links, addresses, routes and policy rules over rtnetlink(7): {@link io.github.lvs4j.netlink.route.NetlinkNetworkStack}
 * implements the {@code NetworkStack} port on the kernel.
 */
@NullMarked
package io.github.lvs4j.netlink.route;

import org.jspecify.annotations.NullMarked;
