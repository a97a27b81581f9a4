/** The loop that owns the machines and carries out their actions (internal). */
@NullMarked
package io.github.lvs4j.vrrp.host;

import org.jspecify.annotations.NullMarked;
