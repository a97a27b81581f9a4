/** The pure protocol machine of one virtual router: events in, actions out; no clock, thread or socket. */
@NullMarked
package io.github.lvs4j.vrrp.machine;

import org.jspecify.annotations.NullMarked;
