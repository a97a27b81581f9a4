package io.github.lvs4j.vrrp.linux;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.route.InterfaceAddress;
import io.github.lvs4j.route.RouteProtocol;
import io.github.lvs4j.vrrp.VirtualAddress;
import io.github.lvs4j.vrrp.VirtualRouter;
import java.time.Duration;

/** How a virtual address is installed: our mark, its lease, and for IPv6 no detection of duplicates. Stateless. */
final class AddressLease {

    private AddressLease() {}

    static InterfaceAddress addressOf(VirtualRouter router, VirtualAddress address) {
        InterfaceName where = router.placeOf(address);
        InterfaceAddress.Builder builder = InterfaceAddress.builder()
                .interfaceName(where)
                .prefix(address.prefix())
                .protocol(RouteProtocol.LVS4J);
        boolean six = address.prefix().family() == AddressFamily.INET6;
        if (router.isLeased()) {
            builder.validLifetime(router.leaseTime());
        }
        if (six) {
            builder.noDuplicateDetection(true);
        }
        if (six && address.prefix().isHost()) {
            builder.preferredLifetime(Duration.ZERO); // never chosen as a source
        }
        return builder.build();
    }
}
