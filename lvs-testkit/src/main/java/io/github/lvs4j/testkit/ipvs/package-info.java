/** IPVS without a kernel, and the contract that it and the kernel's own fulfil. */
@NullMarked
package io.github.lvs4j.testkit.ipvs;

import org.jspecify.annotations.NullMarked;
