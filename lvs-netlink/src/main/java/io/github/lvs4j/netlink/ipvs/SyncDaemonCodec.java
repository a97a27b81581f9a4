package io.github.lvs4j.netlink.ipvs;

import io.github.lvs4j.ipvs.SyncDaemon;
import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.netlink.AttributeReader;
import io.github.lvs4j.netlink.AttributeWriter;
import io.github.lvs4j.netlink.MalformedMessageException;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Sync daemons as attributes (IPVS_DAEMON_ATTR_* of linux/ip_vs.h), which are in the machine's order, the port included. A
 * kernel takes a value that is not given as "choose". Stateless; any thread.
 */
final class SyncDaemonCodec {

    private SyncDaemonCodec() {}

    /** Writes which daemon is meant. */
    static void encodeRole(SyncDaemon.Role role, AttributeWriter into) {
        int mark = into.nested(IpvsAttribute.DAEMON);
        into.u32(IpvsAttribute.DAEMON_STATE, role.number());
        into.endNested(mark);
    }

    /** Writes what is asked for and nothing else. */
    static void encode(SyncDaemon daemon, AttributeWriter into) {
        int mark = into.nested(IpvsAttribute.DAEMON);
        into.u32(IpvsAttribute.DAEMON_STATE, daemon.role().number());
        into.string(IpvsAttribute.DAEMON_MCAST_IFN, daemon.multicastInterface().value());
        into.u32(IpvsAttribute.DAEMON_SYNC_ID, daemon.syncId());
        daemon.syncMaxLength().ifPresent(length -> into.u16(IpvsAttribute.DAEMON_SYNC_MAXLEN, length));
        daemon.multicastGroup().ifPresent(group -> into.address(attribute(group), group));
        daemon.multicastPort().ifPresent(port -> into.u16(IpvsAttribute.DAEMON_MCAST_PORT, port));
        daemon.multicastTtl().ifPresent(ttl -> into.u8(IpvsAttribute.DAEMON_MCAST_TTL, ttl));
        into.endNested(mark);
    }

    private static int attribute(InetAddress group) {
        return AddressFamily.of(group) == AddressFamily.INET
                ? IpvsAttribute.DAEMON_MCAST_GROUP
                : IpvsAttribute.DAEMON_MCAST_GROUP6;
    }

    /**
     * Reads a daemon.
     *
     * @param attributes of a message, before the first
     * @return null if the message is of no daemon
     * @throws MalformedMessageException if it is cut off or says something no daemon can be
     */
    static @Nullable SyncDaemon decode(AttributeReader attributes) {
        while (attributes.next()) {
            if (attributes.type() == IpvsAttribute.DAEMON) {
                try {
                    return decodeDaemon(attributes.nested());
                } catch (IllegalArgumentException e) {
                    throw new MalformedMessageException("a sync daemon that cannot be: " + e.getMessage());
                }
            }
        }
        return null;
    }

    private static SyncDaemon decodeDaemon(AttributeReader attributes) {
        SyncDaemon.Builder daemon = SyncDaemon.builder();
        while (attributes.next()) {
            switch (attributes.type()) {
                case IpvsAttribute.DAEMON_STATE -> daemon.role(role(attributes.u32()));
                case IpvsAttribute.DAEMON_MCAST_IFN -> daemon.multicastInterface(InterfaceName.of(attributes.string()));
                // Other tools may have given more than the eight bits that travel.
                case IpvsAttribute.DAEMON_SYNC_ID -> daemon.syncId(attributes.s32() & 0xff);
                case IpvsAttribute.DAEMON_SYNC_MAXLEN -> daemon.syncMaxLength(attributes.u16());
                case IpvsAttribute.DAEMON_MCAST_GROUP, IpvsAttribute.DAEMON_MCAST_GROUP6 ->
                    daemon.multicastGroup(attributes.address());
                case IpvsAttribute.DAEMON_MCAST_PORT -> daemon.multicastPort(attributes.u16());
                case IpvsAttribute.DAEMON_MCAST_TTL -> daemon.multicastTtl(attributes.u8());
                default -> {
                    // of a newer kernel
                }
            }
        }
        return daemon.build();
    }

    private static SyncDaemon.Role role(long state) {
        for (SyncDaemon.Role role : SyncDaemon.Role.values()) {
            if (role.number() == state) {
                return role;
            }
        }
        throw new MalformedMessageException("a sync daemon of state " + state);
    }
}
