/** The test hosts themselves: on the machine's own kernel and on the kernel of the VM. */
package io.github.lvs4j.verification.hosts;
