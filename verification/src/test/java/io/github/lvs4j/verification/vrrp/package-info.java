/** VRRP on the wire: our director and keepalived as each other's peer, in network namespaces. */
package io.github.lvs4j.verification.vrrp;
