/** The contracts of the ports, on the doubles and on the kernel. */
package io.github.lvs4j.verification.contract;
