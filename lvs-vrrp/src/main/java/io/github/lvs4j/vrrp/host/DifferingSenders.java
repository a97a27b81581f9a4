package io.github.lvs4j.vrrp.host;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/**
 * Who advertises other addresses than ours, and whether that is worth an event: once for each sender until it agrees, and once a minute
 * for one that changes its mind with every packet. Beyond 64 senders further ones are ignored. Confined to the loop.
 */
final class DifferingSenders {

    private static final int MOST = 64;
    private static final long PAUSE_NANOS = 60_000_000_000L;

    private static final class Sender {
        long toldNanos;
        boolean agrees;
    }

    private final Map<InetAddress, Sender> senders = new HashMap<>();

    boolean isNews(InetAddress address, long nowNanos) {
        Sender sender = senders.get(address);
        if (sender == null) {
            if (senders.size() >= MOST) {
                return false;
            }
            sender = new Sender();
            senders.put(address, sender);
        } else if (!sender.agrees || nowNanos - sender.toldNanos < PAUSE_NANOS) {
            return false;
        }
        sender.agrees = false;
        sender.toldNanos = nowNanos;
        return true;
    }

    void agrees(InetAddress address) {
        Sender sender = senders.get(address);
        if (sender != null) {
            sender.agrees = true;
        }
    }

    void clear() {
        senders.clear();
    }
}
