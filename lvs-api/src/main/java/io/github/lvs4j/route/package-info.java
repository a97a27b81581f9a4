/** Links, addresses, routes and policy rules as values, and the port to read and change them. */
@NullMarked
package io.github.lvs4j.route;

import org.jspecify.annotations.NullMarked;
