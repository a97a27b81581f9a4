package io.github.lvs4j.netlink.route;

import io.github.lvs4j.error.KernelException;
import io.github.lvs4j.netlink.socket.Errno;
import org.jspecify.annotations.Nullable;

/** What error numbers mean for rtnetlink, which mostly says so itself. Stateless; any thread. */
final class RouteRefusals {

    private static final String RIGHTS = "needs CAP_NET_ADMIN over this network namespace";

    private RouteRefusals() {}

    /** The exception for a refusal. */
    static KernelException refusal(Object operation, int errno, @Nullable String words) {
        String detail = words == null && errno == Errno.EPERM ? RIGHTS : words;
        return Errno.failure(operation.toString(), errno, detail);
    }

    /** The exception for an interface that is not there. */
    static KernelException noInterface(Object operation, Object name) {
        return Errno.failure(operation.toString(), Errno.ENODEV, "there is no interface " + name);
    }
}
