package io.github.lvs4j.testkit.netlink;

import io.github.lvs4j.netlink.AttributeWriter;
import io.github.lvs4j.netlink.socket.Errno;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The timeouts and sync daemons of a {@link FakeIpvsKernel}. Confined to that kernel's turn. */
final class FakeIpvsSettings {

    private static final int STATE = 1; // IPVS_DAEMON_ATTR_STATE
    private static final int[] TIMEOUTS = {4, 5, 6}; // IPVS_CMD_ATTR_TIMEOUT_*
    private static final int[] FIRST_SECONDS = {900, 120, 300};

    private final Map<Integer, FakeAttributes> daemons = new TreeMap<>();
    private final Map<Integer, Integer> seconds = new TreeMap<>();

    FakeIpvsSettings() {
        for (int i = 0; i < TIMEOUTS.length; i++) {
            seconds.put(TIMEOUTS[i], FIRST_SECONDS[i]);
        }
    }

    int start(FakeAttributes daemon) {
        return daemons.putIfAbsent(daemon.number(STATE), daemon) == null ? 0 : Errno.EEXIST;
    }

    int stop(FakeAttributes daemon) {
        return daemons.remove(daemon.number(STATE)) == null ? Errno.ESRCH : 0;
    }

    List<FakeAttributes> daemons() {
        return List.copyOf(daemons.values());
    }

    int configure(FakeAttributes all) {
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
