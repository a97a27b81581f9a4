/** Links, addresses, routes and rules without a kernel, and the contract that they and the kernel's own fulfil. */
@NullMarked
package io.github.lvs4j.testkit.net;

import org.jspecify.annotations.NullMarked;
