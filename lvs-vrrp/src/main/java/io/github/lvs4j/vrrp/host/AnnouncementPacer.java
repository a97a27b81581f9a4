package io.github.lvs4j.vrrp.host;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.InterfaceName;
import java.util.HashMap;
import java.util.Map;

/**
 * When the last announcement left each interface, of all routers on it, so that gaps are kept between them. Confined to the
 * loop.
 */
final class AnnouncementPacer {

    private final Map<InterfaceName, Last> last = new HashMap<>();

    /** How long to wait for a gap since the last announcement of this kind; 0 or less is not at all. */
    long nanosToWait(InterfaceName where, AddressFamily family, long gapNanos, long nowNanos) {
        Last sent = gapNanos == 0 ? null : last.get(where);
        if (sent == null || !(family == AddressFamily.INET ? sent.arp : sent.neighbor)) {
            return 0;
        }
        return (family == AddressFamily.INET ? sent.arpNanos : sent.neighborNanos) + gapNanos - nowNanos;
    }

    void sent(InterfaceName where, AddressFamily family, long nowNanos) {
        Last sent = last.computeIfAbsent(where, name -> new Last());
        if (family == AddressFamily.INET) {
            sent.arp = true;
            sent.arpNanos = nowNanos;
        } else {
            sent.neighbor = true;
            sent.neighborNanos = nowNanos;
        }
    }

    private static final class Last {
        private boolean arp;
        private boolean neighbor;
        private long arpNanos;
        private long neighborNanos;
    }
}
