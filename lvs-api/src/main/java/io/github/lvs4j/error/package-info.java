/** Failures, told apart by what a caller can do about them. */
@NullMarked
package io.github.lvs4j.error;

import org.jspecify.annotations.NullMarked;
