/** The loop that owns a running director's state and carries out what {@code director.plan} decides. Internal. */
@NullMarked
package io.github.lvs4j.director.host;

import org.jspecify.annotations.NullMarked;
