package io.github.lvs4j.vrrp.host;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Tells the second copy of a packet that both an interface and the macvlan on it have received: the kernel's stamp, of
 * nanoseconds, is that of the one frame. A macvlan hears what its interface hears, and besides alone what comes from its own
 * MAC address, which is the other director's too. Confined to the loop.
 */
final class RepeatFilter {

    private static final int MEMORY = 64;

    private final long[] stamps = new long[MEMORY];
    private final @Nullable InetAddress[] sources = new InetAddress[MEMORY];
    private int next;

    /** Whether it was seen before; it is then. */
    boolean isRepeated(InetAddress source, long stampNanos) {
        if (stampNanos == 0) {
            return false;
        }
        for (int i = 0; i < MEMORY; i++) {
            if (stamps[i] == stampNanos && source.equals(sources[i])) {
                return true;
            }
        }
        stamps[next] = stampNanos;
        sources[next] = source;
        next = (next + 1) % MEMORY;
        return false;
    }
}
