/** Values that any network code needs: addresses, prefixes, endpoints, names. Immutable, without I/O: nothing here resolves a name. */
@NullMarked
package io.github.lvs4j.net;

import org.jspecify.annotations.NullMarked;
