/** The ports on Linux: raw sockets, rtnetlink, packet sockets. */
@NullMarked
package io.github.lvs4j.vrrp.linux;

import org.jspecify.annotations.NullMarked;
