/** What IPVS holds, the port to read and change it, and plans that lead from one table to another. */
@NullMarked
package io.github.lvs4j.ipvs;

import org.jspecify.annotations.NullMarked;
