package io.github.lvs4j.netlink.ipvs;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what a value may not be able to hold: one service made by another tool must not hide all others. Stateless; any
 * thread. The logger is looked for when it is needed, which is hardly ever: finding it is a good part of a short process.
 */
final class LeftOut {

    private LeftOut() {}

    /** Makes a value; null, and a warning, if it cannot be one. */
    static <T> @Nullable T unlessSound(Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            Logger logger = LoggerFactory.getLogger(NetlinkIpvs.class);
            logger.warn("left out of the list of virtual services: {}", e.getMessage());
            return null;
        }
    }
}
