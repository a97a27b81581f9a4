package io.github.lvs4j.ipvs;

import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.style.LvsStyle;
import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;
import org.immutables.value.Value;

/**
 * The kernel's connection synchronization: a master multicasts the connections of its director, a backup takes them over
 * into its own table, so that they survive a failover ({@code ipvsadm --start-daemon}; IPVS_DAEMON_ATTR_* of
 * linux/ip_vs.h). A network namespace has at most one daemon of each role. Immutable.
 *
 * <p>What is left empty when a daemon is started is chosen by the kernel. A daemon that was read has what is in force; only
 * kernels before 4.3 do not tell group, port, TTL and length (they always take the defaults), and there these are empty.
 *
 * @see Ipvs#syncDaemons()
 * @see Ipvs#startSyncDaemon(SyncDaemon)
 */
@LvsStyle
@Value.Immutable
public abstract class SyncDaemon {

    /** What a daemon does (IP_VS_STATE_*). */
    public enum Role {
        /** Sends connections, 1. */
        MASTER,
        /** Receives connections, 2. */
        BACKUP;

        /**
         * The kernel's number.
         *
         * @return IP_VS_STATE_*
         */
        public int number() {
            return ordinal() + 1;
        }
    }

    SyncDaemon() {}

    /**
     * Starts a definition.
     *
     * @return an empty builder; role, syncId and multicastInterface must be given
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * A master with the kernel's defaults.
     *
     * @param syncId 0 to 255
     * @param multicastInterface name of the interface to send from
     * @return the definition
     * @throws IllegalArgumentException if the id is out of range or the name is none
     */
    public static SyncDaemon master(int syncId, String multicastInterface) {
        return of(Role.MASTER, syncId, multicastInterface);
    }

    /**
     * A backup with the kernel's defaults.
     *
     * @param syncId 0 to 255; 0 takes connections of every id
     * @param multicastInterface name of the interface to listen at
     * @return the definition
     * @throws IllegalArgumentException if the id is out of range or the name is none
     */
    public static SyncDaemon backup(int syncId, String multicastInterface) {
        return of(Role.BACKUP, syncId, multicastInterface);
    }

    private static SyncDaemon of(Role role, int syncId, String multicastInterface) {
        return builder()
                .role(role)
                .syncId(syncId)
                .multicastInterface(InterfaceName.of(multicastInterface))
                .build();
    }

    /**
     * What the daemon does; also its identity within the namespace (IPVS_DAEMON_ATTR_STATE).
     *
     * @return master or backup
     */
    public abstract Role role();

    /**
     * Tells apart groups of directors on one network. A backup with id 0 takes what every master sends
     * (IPVS_DAEMON_ATTR_SYNC_ID).
     *
     * @return 0 to 255
     */
    public abstract int syncId();

    /**
     * The interface where messages leave or arrive; it should have an IPv4 address if the group is an IPv4 one
     * (IPVS_DAEMON_ATTR_MCAST_IFN).
     *
     * @return the interface's name
     */
    public abstract InterfaceName multicastInterface();

    /**
     * The multicast group (IPVS_DAEMON_ATTR_MCAST_GROUP, IPVS_DAEMON_ATTR_MCAST_GROUP6; Linux 4.3).
     *
     * @return an IPv4 or IPv6 multicast address; empty asks for 224.0.0.81
     */
    public abstract Optional<InetAddress> multicastGroup();

    /**
     * The UDP port, or the first of several if the sysctl {@code net.ipv4.vs.sync_ports} is more than 1
     * (IPVS_DAEMON_ATTR_MCAST_PORT; Linux 4.3).
     *
     * @return 1 to 65535; empty asks for 8848
     */
    public abstract OptionalInt multicastPort();

    /**
     * The time to live, or hop limit, of what a master sends (IPVS_DAEMON_ATTR_MCAST_TTL; Linux 4.3).
     *
     * @return 1 to 255; empty asks for 1
     */
    public abstract OptionalInt multicastTtl();

    /**
     * The longest UDP payload that is sent or received, in bytes. The kernel raises that of a backup to 1024, and lowers any
     * that does not fit a datagram of 65535 bytes; what it made of it is read back
     * (IPVS_DAEMON_ATTR_SYNC_MAXLEN; Linux 4.3).
     *
     * @return 1 to 65535; empty asks for what a packet of the interface's MTU holds, where current kernels take 1500 bytes
     *     for a master and at least as much for a backup
     */
    public abstract OptionalInt syncMaxLength();

    @Value.Check
    void check() {
        inRange("sync id", syncId(), 0, 255);
        multicastPort().ifPresent(port -> inRange("multicast port", port, 1, 65535));
        multicastTtl().ifPresent(ttl -> inRange("multicast TTL", ttl, 1, 255));
        syncMaxLength().ifPresent(length -> inRange("maximum length", length, 1, 65535));
        multicastGroup().ifPresent(group -> {
            if (!group.isMulticastAddress()) {
                throw new IllegalArgumentException("sync daemon: " + IpAddress.format(group)
                        + " is no multicast address (224.0.0.0/4 or ff00::/8)");
            }
        });
    }

    private static void inRange(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "sync daemon: " + what + " " + value + " is out of range: " + least + " to " + most);
        }
    }

    /** Builds a {@link SyncDaemon}. Confined to one thread. {@code build()} checks what the accessors promise. */
    public static final class Builder extends ImmutableSyncDaemon.Builder {
        Builder() {}
    }
}
