/** Virtual routers on a simulated LAN: random settings and faults, what is excluded, pauses, and mutants of the product. */
package io.github.lvs4j.verification.simulation;
