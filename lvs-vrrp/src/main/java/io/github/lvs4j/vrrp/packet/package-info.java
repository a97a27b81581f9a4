/** VRRP on the wire: advertisements, IP headers, gratuitous ARP and neighbour advertisements; pure functions over bytes. */
@NullMarked
package io.github.lvs4j.vrrp.packet;

import org.jspecify.annotations.NullMarked;
