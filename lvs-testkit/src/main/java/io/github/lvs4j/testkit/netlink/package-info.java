/**
 * A kernel made of Java behind {@link io.github.lvs4j.netlink.NetlinkSocket}: scripts, an IPVS table, and every fault a netlink
 * socket can have, on demand.
 */
@NullMarked
package io.github.lvs4j.testkit.netlink;

import org.jspecify.annotations.NullMarked;
