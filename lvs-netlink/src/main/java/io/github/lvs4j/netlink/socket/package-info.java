/**
 * Sockets that the JDK cannot open: raw IP, packet and netlink sockets, a poller for loops that own several of them, and
 * names claimed for the life of a process. No native type is in sight.
 */
@NullMarked
package io.github.lvs4j.netlink.socket;

import org.jspecify.annotations.NullMarked;
