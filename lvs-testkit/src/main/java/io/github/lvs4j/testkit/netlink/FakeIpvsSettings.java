package io.github.lvs4j.testkit.netlink;

import io.github.lvs4j.netlink.AttributeWriter;
import io.github.lvs4j.netlink.socket.Errno;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The timeouts and sync daemons of a {@link FakeIpvsKernel}. Confined to that kernel's turn. */
final class FakeIpvsSettings {

    private static final int[] TIMEOUTS = {4, 5, 6}; // IPVS_CMD_ATTR_TIMEOUT_*
    private static final int[] FIRST_SECONDS = {900, 120, 300};
    private static final int LONGEST_SECONDS = Integer.MAX_VALUE / 1000;

    /** Names and MTUs; no route for multicast over IPv6 leads to lo. */
    private static final Map<String, Integer> INTERFACES = Map.of("lo", 65536, "eth0", 1500);

    private final Map<Integer, FakeAttributes> daemons = new TreeMap<>();
    private final Map<Integer, Integer> seconds = new TreeMap<>();

    FakeIpvsSettings() {
        for (int i = 0; i < TIMEOUTS.length; i++) {
            seconds.put(TIMEOUTS[i], FIRST_SECONDS[i]);
        }
    }

    int start(FakeAttributes daemon, boolean hasMixedFamilies) {
        if (hasMixedFamilies) {
            return Errno.EINVAL;
        }
        String device = daemon.text(FakeSyncDaemon.INTERFACE);
        Integer mtu = INTERFACES.get(device);
        if (mtu == null) {
            return Errno.ENODEV;
        }
        int role = daemon.number(FakeSyncDaemon.ROLE);
        if (daemons.containsKey(role)) {
            return Errno.EEXIST;
        }
        if (role == FakeSyncDaemon.MASTER && daemon.has(FakeSyncDaemon.GROUP6) && device.equals("lo")) {
            return Errno.ENETUNREACH;
        }
        daemons.put(role, FakeSyncDaemon.inForce(daemon, mtu));
        return 0;
    }

    int stop(FakeAttributes daemon) {
        return daemons.remove(daemon.number(FakeSyncDaemon.ROLE)) == null ? Errno.ESRCH : 0;
    }

    List<FakeAttributes> daemons() {
        return List.copyOf(daemons.values());
    }

    boolean isSynchronizing() {
        return !daemons.isEmpty();
    }

    /** All or nothing. */
    int configure(FakeAttributes all) {
        for (int timeout : TIMEOUTS) {
            if (Integer.compareUnsigned(all.number(timeout), LONGEST_SECONDS) > 0) {
                return Errno.EINVAL;
            }
        }
        for (int timeout : TIMEOUTS) {
            if (all.number(timeout) != 0) {
                seconds.put(timeout, all.number(timeout));
            }
        }
        return 0;
    }

    void write(AttributeWriter into) {
        seconds.forEach(into::u32);
    }
}
