/** Time that stands still until a test turns it. */
@NullMarked
package io.github.lvs4j.testkit.time;

import org.jspecify.annotations.NullMarked;
