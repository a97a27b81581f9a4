/**
 * The front door: a whole director as one value, and the facade that makes it so.
 *
 * <p>A {@link io.github.lvs4j.director.DirectorConfig} is built in Java or read from a keepalived.conf; {@link
 * io.github.lvs4j.director.Director} fills the table, runs checks and VRRP, sends mail, and repairs drift.
 */
@NullMarked
package io.github.lvs4j.director;

import org.jspecify.annotations.NullMarked;
