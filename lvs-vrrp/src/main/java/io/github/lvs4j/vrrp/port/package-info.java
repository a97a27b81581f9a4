/** What a host of virtual routers must supply: sockets, addresses, announcements, link state. */
@NullMarked
package io.github.lvs4j.vrrp.port;

import org.jspecify.annotations.NullMarked;
