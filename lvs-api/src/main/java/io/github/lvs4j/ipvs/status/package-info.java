/** What the kernel reports about services and servers; never part of their identity. */
@NullMarked
package io.github.lvs4j.ipvs.status;

import org.jspecify.annotations.NullMarked;
