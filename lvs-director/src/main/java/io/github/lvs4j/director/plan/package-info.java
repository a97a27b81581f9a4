/**
 * Pure decisions: which table the configuration and the health of its servers ask for. No clock, thread, logger or socket
 * here.
 */
@NullMarked
package io.github.lvs4j.director.plan;

import org.jspecify.annotations.NullMarked;
