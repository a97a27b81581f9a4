/** Small programs written as a user of the public API would; the launcher runs them. */
@NullMarked
package io.github.lvs4j.examples;

import org.jspecify.annotations.NullMarked;
