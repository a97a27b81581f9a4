/** The seed's deployment on hosts of its own, told step by step; {@code ./lvs4j demo} runs it in the kernel VM. */
@NullMarked
package io.github.lvs4j.examples.demo;

import org.jspecify.annotations.NullMarked;
