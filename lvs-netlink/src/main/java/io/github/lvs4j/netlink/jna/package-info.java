/**
 * The only package that knows C: the bindings of libc, native memory, and the sockets made of both. Not exported. Left out
 * of null marking on purpose: what crosses the border of Java is checked at the border.
 */
package io.github.lvs4j.netlink.jna;
