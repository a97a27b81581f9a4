package io.github.lvs4j.testkit.vrrp;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VrrpVersion;
import java.time.Duration;

/** The protocol as an onlooker knows it, written down a second time from the RFCs. Stateless. */
final class WireRules {

    private static final int FULL_TTL = 255;

    private WireRules() {}

    /** Version 2: (256 - priority) / 256 s; version 3: that share of the interval. */
    static Duration skewTime(VirtualRouter router, int priority, Duration interval) {
        long whole = router.version() == VrrpVersion.V2 ? 1_000_000_000L : interval.toNanos();
        return Duration.ofNanos(whole / 256 * (256 - priority) + whole % 256 * (256 - priority) / 256);
    }

    static Duration downInterval(VirtualRouter router, int priority, Duration interval) {
        return interval.multipliedBy(router.silentIntervals()).plus(skewTime(router, priority, interval));
    }

    private static boolean isFromWhereItShould(VirtualRouter router, AdvertisementSight sight) {
        boolean multicast = sight.destination().isMulticastAddress();
        return router.unicastPeers().isEmpty()
                ? multicast
                : !multicast && router.unicastPeers().contains(sight.source());
    }

    /** Whether a router with this definition has to accept what was seen on its link; good for content, not for secrets. */
    static boolean accepts(VirtualRouter router, AdvertisementSight sight) {
        boolean v2 = router.version() == VrrpVersion.V2;
        return sight.virtualRouterId() == router.id().value()
                && sight.version() == router.version().number()
                && sight.timeToLive() == FULL_TTL
                && AddressFamily.of(sight.source()) == router.family()
                && isFromWhereItShould(router, sight)
                && (!v2 || sight.interval().equals(router.advertisementInterval()));
    }
}
