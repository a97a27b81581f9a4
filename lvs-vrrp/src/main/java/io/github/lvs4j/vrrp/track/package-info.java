/** What a virtual router's fitness depends on besides its links: trackers, their states and what these do to a priority. */
@NullMarked
package io.github.lvs4j.vrrp.track;

import org.jspecify.annotations.NullMarked;
