/** Generic netlink: finding a family by its name, and the header that its messages begin with. */
@NullMarked
package io.github.lvs4j.netlink.generic;

import org.jspecify.annotations.NullMarked;
