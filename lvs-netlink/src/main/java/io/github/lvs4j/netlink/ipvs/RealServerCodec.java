package io.github.lvs4j.netlink.ipvs;

import io.github.lvs4j.ipvs.ConnectionThresholds;
import io.github.lvs4j.ipvs.ForwardingMethod;
import io.github.lvs4j.ipvs.RealServer;
import io.github.lvs4j.ipvs.RealServerKey;
import io.github.lvs4j.ipvs.Tunnel;
import io.github.lvs4j.ipvs.status.ConnectionCounts;
import io.github.lvs4j.ipvs.status.RealServerStatistics;
import io.github.lvs4j.ipvs.status.RealServerStatus;
import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.Endpoint;
import io.github.lvs4j.netlink.AttributeReader;
import io.github.lvs4j.netlink.AttributeWriter;
import io.github.lvs4j.netlink.MalformedMessageException;

/** Real servers as attributes (IPVS_DEST_ATTR_* of linux/ip_vs.h). Decoding is confined to one thread at a time. */
final class RealServerCodec {

    private final CountersCodec counters = new CountersCodec();
    private final AttributeReader nested = new AttributeReader();

    private final AddressField address = new AddressField();
    private int family;
    private int port;
    private int forwarding;
    private int weight;
    private long upper;
    private long lower;
    private long active;
    private long inactive;
    private long persistent;
    private int tunnelType;
    private int tunnelPort;
    private int tunnelFlags;

    /** Writes the attributes that identify a server within its service. */
    static void encodeKey(RealServerKey key, AttributeWriter into) {
        int mark = into.nested(IpvsAttribute.DEST);
        key(key, into);
        into.endNested(mark);
    }

    /** Writes a whole definition. */
    static void encode(RealServer server, AttributeWriter into) {
        int mark = into.nested(IpvsAttribute.DEST);
        key(server.key(), into);
        into.u32(IpvsAttribute.DEST_FWD_METHOD, server.forwarding().number());
        into.u32(IpvsAttribute.DEST_WEIGHT, server.weight());
        into.u32(IpvsAttribute.DEST_U_THRESH, server.thresholds().upper());
        into.u32(IpvsAttribute.DEST_L_THRESH, server.thresholds().lower());
        if (server.forwarding() instanceof Tunnel tunnel && !tunnel.equals(Tunnel.IPIP)) {
            into.u8(IpvsAttribute.DEST_TUN_TYPE, tunnel.type().number());
            into.u16be(IpvsAttribute.DEST_TUN_PORT, tunnel.port());
            into.u16(IpvsAttribute.DEST_TUN_FLAGS, tunnel.checksum().bits());
        }
        into.endNested(mark);
    }

    private static void key(RealServerKey key, AttributeWriter into) {
        into.u16(IpvsAttribute.DEST_ADDR_FAMILY, key.endpoint().family().number());
        into.address(IpvsAttribute.DEST_ADDR, key.endpoint());
        into.u16be(IpvsAttribute.DEST_PORT, key.endpoint().port());
    }

    /**
     * Reads a real server; what it is can then be asked for.
     *
     * @param attributes of a message, before the first
     * @param ofService family of the service: kernels before 3.18 do not name the server's, which is the same there
     * @return false if the message is of no real server
     * @throws MalformedMessageException if it is cut off or lacks its identity
     */
    boolean read(AttributeReader attributes, AddressFamily ofService) {
        while (attributes.next()) {
            if (attributes.type() == IpvsAttribute.DEST) {
                collect(attributes.nested(nested), ofService);
                if (address.isAbsent()) {
                    throw new MalformedMessageException("a real server without address");
                }
                return true;
            }
        }
        return false;
    }

    /** The server's identity as a number. */
    long digest() {
        return address.digest(family, port);
    }

    /** The server's definition. */
    RealServer definition() {
        Endpoint endpoint = address.endpoint(VirtualServiceCodec.family(family), port);
        RealServer.Builder definition = RealServer.builder()
                .key(new RealServerKey(endpoint))
                .forwarding(forwarding())
                .weight(Math.max(0, weight));
        if (upper != 0 || lower != 0) {
            definition.thresholds(new ConnectionThresholds(Math.max(upper, lower), lower));
        }
        return definition.build();
    }

    /** The server with connections and counters. */
    RealServerStatus status() {
        ConnectionCounts counts = new ConnectionCounts(active, inactive, persistent);
        return new RealServerStatus(definition(), counts, counters.counters(), counters.rates());
    }

    /** Connections and counters alone. */
    RealServerStatistics statistics() {
        Endpoint endpoint = address.endpoint(VirtualServiceCodec.family(family), port);
        ConnectionCounts counts = new ConnectionCounts(active, inactive, persistent);
        return new RealServerStatistics(new RealServerKey(endpoint), counts, counters.counters(), counters.rates());
    }

    private void collect(AttributeReader attributes, AddressFamily ofService) {
        address.clear();
        family = ofService.number();
        port = 0;
        forwarding = 0;
        weight = 0;
        upper = 0;
        lower = 0;
        active = 0;
        inactive = 0;
        persistent = 0;
        tunnelType = 0;
        tunnelPort = 0;
        tunnelFlags = 0;
        counters.clear();
        while (attributes.next()) {
            switch (attributes.type()) {
                case IpvsAttribute.DEST_ADDR -> address.read(attributes);
                case IpvsAttribute.DEST_PORT -> port = attributes.u16be();
                case IpvsAttribute.DEST_FWD_METHOD -> forwarding = attributes.s32() & IpvsAttribute.FORWARDING_MASK;
                case IpvsAttribute.DEST_WEIGHT -> weight = attributes.s32();
                case IpvsAttribute.DEST_U_THRESH -> upper = attributes.u32();
                case IpvsAttribute.DEST_L_THRESH -> lower = attributes.u32();
                case IpvsAttribute.DEST_ACTIVE_CONNS -> active = attributes.u32();
                case IpvsAttribute.DEST_INACT_CONNS -> inactive = attributes.u32();
                case IpvsAttribute.DEST_PERSIST_CONNS -> persistent = attributes.u32();
                case IpvsAttribute.DEST_ADDR_FAMILY -> family = attributes.u16();
                case IpvsAttribute.DEST_STATS -> counters.note(attributes, false);
                case IpvsAttribute.DEST_STATS64 -> counters.note(attributes, true);
                case IpvsAttribute.DEST_TUN_TYPE -> tunnelType = attributes.u8();
                case IpvsAttribute.DEST_TUN_PORT -> tunnelPort = attributes.u16be();
                case IpvsAttribute.DEST_TUN_FLAGS -> tunnelFlags = attributes.u16();
                default -> {
                    // of a newer kernel
                }
            }
        }
    }

    /** What does not count for a tunnel's type is left out, so that equal tunnels are equal values. */
    private ForwardingMethod forwarding() {
        if (forwarding != Tunnel.IPIP.number() || tunnelType == Tunnel.Type.IPIP.number()) {
            return ForwardingMethod.of(forwarding);
        }
        if (tunnelType == Tunnel.Type.GUE.number() && tunnelPort != 0) {
            return new Tunnel(Tunnel.Type.GUE, tunnelPort, checksum());
        }
        if (tunnelType == Tunnel.Type.GRE.number()) {
            boolean outer = (tunnelFlags & Tunnel.Checksum.OUTER.bits()) != 0;
            return new Tunnel(Tunnel.Type.GRE, 0, outer ? Tunnel.Checksum.OUTER : Tunnel.Checksum.NONE);
        }
        return new ForwardingMethod.Unknown(forwarding);
    }

    private Tunnel.Checksum checksum() {
        if ((tunnelFlags & Tunnel.Checksum.REMOTE.bits()) != 0) {
            return Tunnel.Checksum.REMOTE;
        }
        return (tunnelFlags & Tunnel.Checksum.OUTER.bits()) != 0 ? Tunnel.Checksum.OUTER : Tunnel.Checksum.NONE;
    }
}
