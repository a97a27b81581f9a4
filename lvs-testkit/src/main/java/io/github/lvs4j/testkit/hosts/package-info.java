/**
 * Network namespaces as the hosts of a test LAN: bridges as switches, veth pairs as cables, programs started inside,
 * frames captured. Works as root on the machine's own kernel and inside the kernel VM; nothing is ever changed in the
 * namespace that the test itself runs in.
 */
@NullMarked
package io.github.lvs4j.testkit.hosts;

import org.jspecify.annotations.NullMarked;
