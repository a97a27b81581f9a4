/** The pure machine of routers that move together. */
@NullMarked
package io.github.lvs4j.vrrp.group;

import org.jspecify.annotations.NullMarked;
