/** Time as a dependency: machines get it as an argument, hosts read a {@link io.github.lvs4j.time.Ticker}. */
@NullMarked
package io.github.lvs4j.time;

import org.jspecify.annotations.NullMarked;
