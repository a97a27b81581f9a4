/** VRRP beside other programs: each variant of the protocol, each failure, both roles, with keepalived and FRR. */
package io.github.lvs4j.verification.vrrp.interop;
