/**
 * Tests on the kernel of the VM: tagged {@code kernel}, run inside the guest and shown outside by
 * {@link io.github.lvs4j.verification.kernel.KernelSuite}.
 */
package io.github.lvs4j.verification.kernel;
