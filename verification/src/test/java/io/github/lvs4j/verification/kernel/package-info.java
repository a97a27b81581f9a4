/**
 * Tests on the kernel of the VM: tagged {@code kernel}, run inside the guest and shown outside by
 * {@link io.github.lvs4j.verification.kernel.KernelSuite}; their long forms, tagged {@code soak} too, by
 * {@link io.github.lvs4j.verification.kernel.KernelSoakSuite}.
 */
package io.github.lvs4j.verification.kernel;
