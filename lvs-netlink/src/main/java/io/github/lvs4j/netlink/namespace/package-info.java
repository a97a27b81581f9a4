/** Network namespaces: opening one, and working in one for the length of a call. */
@NullMarked
package io.github.lvs4j.netlink.namespace;

import org.jspecify.annotations.NullMarked;
