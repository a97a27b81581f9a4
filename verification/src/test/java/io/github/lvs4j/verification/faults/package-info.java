/** The commands from outside, with everything that people do wrong: one clear error each, and a kernel as it was. */
package io.github.lvs4j.verification.faults;
