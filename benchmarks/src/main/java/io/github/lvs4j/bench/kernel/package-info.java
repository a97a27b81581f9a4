/**
 * Loading and reading tables on a real kernel, beside {@code ipvsadm} and a C program that does the least the kernel
 * demands: {@link io.github.lvs4j.bench.kernel.KernelBenchmark} boots the kernel VM, {@link
 * io.github.lvs4j.bench.kernel.Passes} runs in it.
 */
package io.github.lvs4j.bench.kernel;
