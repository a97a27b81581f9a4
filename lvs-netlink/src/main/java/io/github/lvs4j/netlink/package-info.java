/**
 * The netlink protocol (netlink(7)) without a native type: messages, attributes, and a channel of requests and replies over
 * the {@link io.github.lvs4j.netlink.NetlinkSocket} port. Nothing here waits: the kernel has answered when a send returns.
 */
@NullMarked
package io.github.lvs4j.netlink;

import org.jspecify.annotations.NullMarked;
