/** Policy routing, on the double and on the machine's kernel in namespaces. */
package io.github.lvs4j.verification.routing;
