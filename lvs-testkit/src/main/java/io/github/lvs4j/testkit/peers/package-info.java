/**
 * Programs that we did not write and test against: keepalived, nginx, and others. They are used where they are
 * installed, or from Debian packages unpacked into a cache, never installed as services.
 */
@NullMarked
package io.github.lvs4j.testkit.peers;

import org.jspecify.annotations.NullMarked;
