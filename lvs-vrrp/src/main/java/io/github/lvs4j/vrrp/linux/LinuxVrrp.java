package io.github.lvs4j.vrrp.linux;

import io.github.lvs4j.event.ErrorHandler;
import io.github.lvs4j.netlink.route.NetlinkNetworkStack;
import io.github.lvs4j.vrrp.VrrpConfig;
import io.github.lvs4j.vrrp.VrrpListener;
import io.github.lvs4j.vrrp.VrrpRouter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts virtual routers on the Linux kernel, in the network namespace of the calling thread. Needs CAP_NET_RAW and
 * CAP_NET_ADMIN. Any thread may call.
 */
public final class LinuxVrrp {

    private static final Logger LOG = LoggerFactory.getLogger(LinuxVrrp.class);

    private LinuxVrrp() {}

    /**
     * Starts virtual routers; what listeners throw is logged.
     *
     * @param config what to run
     * @param listener hears of what happens
     * @return the running routers; see {@link VrrpRouter#start} for what it throws
     */
    public static VrrpRouter start(VrrpConfig config, VrrpListener listener) {
        return start(config, listener, (where, failure) -> LOG.error("{}", where, failure));
    }

    /**
     * Starts virtual routers.
     *
     * @param config what to run
     * @param listener hears of what happens
     * @param errors receives what the listener throws, and failures inside
     * @return the running routers; see {@link VrrpRouter#start} for what it throws
     */
    public static VrrpRouter start(VrrpConfig config, VrrpListener listener, ErrorHandler errors) {
        boolean movesRoutes = config.routers().stream()
                .anyMatch(router -> !router.virtualRoutes().isEmpty()
                        || !router.virtualRules().isEmpty());
        return VrrpRouter.start(config, new LinuxVrrpPorts(NetlinkNetworkStack.open(), movesRoutes), listener, errors);
    }
}
