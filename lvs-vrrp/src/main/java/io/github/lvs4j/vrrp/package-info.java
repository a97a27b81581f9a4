/** Virtual routers and sync groups as a program defines, runs and watches them (VRRP, RFC 3768 and RFC 9568). */
@NullMarked
package io.github.lvs4j.vrrp;

import org.jspecify.annotations.NullMarked;
