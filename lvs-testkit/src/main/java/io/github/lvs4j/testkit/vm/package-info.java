/**
 * A real kernel in a process: User Mode Linux, booted with the machine's own file system, to run a command where IPVS
 * and everything else of the kernel may be changed. Needs no root on the host and leaves nothing behind.
 */
@NullMarked
package io.github.lvs4j.testkit.vm;

import org.jspecify.annotations.NullMarked;
