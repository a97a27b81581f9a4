/**
 * Declared requirements of tests. What the machine lacks skips a test with the reason printed; in CI, where everything
 * has to be there, the same test fails.
 */
@NullMarked
package io.github.lvs4j.testkit.junit;

import org.jspecify.annotations.NullMarked;
