package io.github.lvs4j.testkit.ipvs;

import io.github.lvs4j.ipvs.SyncDaemon;
import io.github.lvs4j.ipvs.SyncDaemon.Role;
import io.github.lvs4j.ipvs.Timeouts;
import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.net.IpAddress;
import java.net.InetAddress;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What IPVS has per namespace beside its table, with the kernel's defaults and refusals (start_sync_thread of
 * net/netfilter/ipvs/ip_vs_sync.c, Linux 6.1). Guarded by the monitor of the {@link KernelTable} that it belongs to.
 */
final class NamespaceSettings {

    private static final InetAddress GROUP = IpAddress.parse("224.0.0.81");
    private static final int PORT = 8848;
    private static final int LONGEST_SECONDS = Integer.MAX_VALUE / 1000;

    private final Map<Role, SyncDaemon> daemons = new EnumMap<>(Role.class);
    private Timeouts timeouts = new Timeouts(Duration.ofSeconds(900), Duration.ofSeconds(120), Duration.ofSeconds(300));

    /** Name and MTU of each interface of the namespace. */
    final Map<String, Integer> interfaces = new TreeMap<>(Map.of("lo", 65536, "eth0", 1500));

    Timeouts timeouts() {
        return timeouts;
    }

    void set(Timeouts wanted) {
        timeouts = new Timeouts(
                chosen(wanted.tcp(), timeouts.tcp()),
                chosen(wanted.tcpFin(), timeouts.tcpFin()),
                chosen(wanted.udp(), timeouts.udp()));
    }

    private static Duration chosen(Duration wanted, Duration present) {
        if (wanted.getSeconds() > LONGEST_SECONDS) {
            throw Refusals.invalid("set the IPVS timeouts", "one is longer than this kernel can count");
        }
        return wanted.isZero() ? present : wanted;
    }

    boolean isSynchronizing() {
        return !daemons.isEmpty();
    }

    List<SyncDaemon> daemons() {
        return List.copyOf(daemons.values());
    }

    void start(SyncDaemon daemon, boolean hasMixedFamilies) {
        String operation = "start the " + name(daemon.role()) + " sync daemon on " + daemon.multicastInterface();
        if (hasMixedFamilies) {
            throw Refusals.invalid(operation, "a real server is of the other address family than its service");
        }
        InterfaceName device = daemon.multicastInterface();
        Integer mtu = interfaces.get(device.value());
        if (mtu == null) {
            throw Refusals.noInterface(operation);
        }
        if (daemons.containsKey(daemon.role())) {
            throw Refusals.exists(operation);
        }
        SyncDaemon made = inForce(daemon, mtu);
        boolean over6 = made.multicastGroup().map(AddressFamily::of).equals(Optional.of(AddressFamily.INET6));
        if (over6 && daemon.role() == Role.MASTER && device.value().equals("lo")) {
            throw Refusals.unreachable(operation);
        }
        daemons.put(daemon.role(), made);
    }

    private static SyncDaemon inForce(SyncDaemon daemon, int mtu) {
        InetAddress group = daemon.multicastGroup().orElse(GROUP);
        int headers = AddressFamily.of(group) == AddressFamily.INET ? 28 : 48;
        boolean backup = daemon.role() == Role.BACKUP;
        int packet = backup ? clamp(mtu, 1500, 65535) : 1500;
        int length = daemon.syncMaxLength().orElse(packet - headers);
        return SyncDaemon.builder()
                .from(daemon)
                .multicastGroup(group)
                .multicastPort(daemon.multicastPort().orElse(PORT))
                .multicastTtl(daemon.multicastTtl().orElse(1))
                .syncMaxLength(clamp(length, backup ? 1024 : 1, 65535 - headers))
                .build();
    }

    private static int clamp(int value, int least, int most) {
        return Math.min(Math.max(value, least), most);
    }

    void stop(Role role) {
        if (daemons.remove(role) == null) {
            throw Refusals.noDaemon("stop the " + name(role) + " sync daemon");
        }
    }

    private static String name(Role role) {
        return role == Role.MASTER ? "master" : "backup";
    }
}
