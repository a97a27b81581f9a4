/** What runs the checks: one lock, one queue of due checks, bounded workers. Internal. */
@NullMarked
package io.github.lvs4j.healthcheck.host;

import org.jspecify.annotations.NullMarked;
