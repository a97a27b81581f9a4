package io.github.lvs4j.vrrp.packet;

import java.net.InetAddress;

/**
 * What the IP layer says about a received packet. Immutable.
 *
 * @param source the sender
 * @param destination the group, or this host
 * @param timeToLive TTL, or the hop limit of IPv6
 */
public record PacketEnvelope(InetAddress source, InetAddress destination, int timeToLive) {}
