package io.github.lvs4j.vrrp.host;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.vrrp.VirtualRouter;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Chooses the address that advertisements are sent from (RFC 9568 sections 5.1.1.1 and 5.1.2.1). Stateless. */
final class SourceAddress {

    private SourceAddress() {}

    /**
     * The configured address if the interface has it; else the first of the family, for IPv6 the first link-local one. A virtual
     * address never serves: it would leave with the mastership.
     */
    static Optional<InetAddress> choose(VirtualRouter router, List<InetAddress> present, Set<InetAddress> virtual) {
        return present.stream()
                .filter(address -> AddressFamily.of(address) == router.family())
                .filter(address -> router.sourceAddress().isPresent()
                        ? router.sourceAddress().get().equals(address)
                        : !virtual.contains(address)
                                && (router.family() == AddressFamily.INET || address.isLinkLocalAddress()))
                .findFirst();
    }
}
