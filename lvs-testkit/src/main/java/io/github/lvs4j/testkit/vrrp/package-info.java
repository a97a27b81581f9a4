/**
 * Failover on a simulated LAN: the routers of {@code lvs-vrrp}, or a program's own code, on hosts whose clock, kernel and
 * cables are in the test's hand. Nothing here has a thread or reads a clock; a seed decides everything that is left to chance.
 */
@NullMarked
package io.github.lvs4j.testkit.vrrp;

import org.jspecify.annotations.NullMarked;
