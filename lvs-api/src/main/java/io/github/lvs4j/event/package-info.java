/** Telling the embedding program what happened. */
@NullMarked
package io.github.lvs4j.event;

import org.jspecify.annotations.NullMarked;
