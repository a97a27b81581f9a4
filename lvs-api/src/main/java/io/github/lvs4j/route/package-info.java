/** Links, addresses, routes, policy rules and neighbors as values, and the port to read and change them. */
@NullMarked
package io.github.lvs4j.route;

import org.jspecify.annotations.NullMarked;
