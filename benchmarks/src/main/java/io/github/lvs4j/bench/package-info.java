/** Benchmarks of the hot paths; run them with the JMH main class, {@code -prof gc} shows what they allocate. */
package io.github.lvs4j.bench;
