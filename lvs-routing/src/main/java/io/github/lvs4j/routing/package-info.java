/**
 * Policy routing: what is desired as values, the pure difference to what is there, and the writer that makes it so. May not
 * know netlink: it works on the {@link io.github.lvs4j.route.NetworkStack} that it is given.
 */
@NullMarked
package io.github.lvs4j.routing;

import org.jspecify.annotations.NullMarked;
