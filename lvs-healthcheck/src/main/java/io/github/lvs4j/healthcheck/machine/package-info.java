/** Pure decisions about health; no clock, thread, logger or socket may be imported here. */
@NullMarked
package io.github.lvs4j.healthcheck.machine;

import org.jspecify.annotations.NullMarked;
