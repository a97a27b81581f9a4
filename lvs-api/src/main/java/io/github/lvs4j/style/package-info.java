/** How value classes of lvs4j are generated; of interest to their authors only. */
@NullMarked
package io.github.lvs4j.style;

import org.jspecify.annotations.NullMarked;
