package io.github.lvs4j.testkit.vrrp;

import io.github.lvs4j.vrrp.Authentication;
import io.github.lvs4j.vrrp.VirtualRouter;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Which advertisements a router must take for new. An HMAC trailer is, if it is stamped later than all of its sender, unless it is too old on
 * arrival, because the link took long or the sender stood still after stamping it. Of an
 * authentication header no onlooker can say, for the receiver's counter goes on with what did not leave its host, too. What is not
 * surely new may be accepted all the same, by a process that did not listen before. One thread.
 */
final class Replays {

    private record Ear(String host, String link, int virtualRouterId, InetAddress sender) {}

    private static final Duration WINDOW = Duration.ofSeconds(5); // the least that a trailer is good for

    private final Map<Ear, Long> newest = new HashMap<>();

    void happened(Happening happening) {
        if (happening instanceof Happening.ProcessChanged process && process.change() == ProcessChange.STARTED) {
            newest.keySet().removeIf(ear -> ear.host().equals(process.host()));
        }
    }

    /** Whether it must be accepted, as far as replays are concerned; to be asked once. */
    boolean isNew(SimulatedLan lan, Happening.Queued queued, VirtualRouter router) {
        AdvertisementSight sight = queued.sight();
        if (sight.serial() == 0) {
            return true;
        }
        Ear ear = new Ear(queued.host(), queued.link(), sight.virtualRouterId(), sight.source());
        Long before = newest.get(ear);
        newest.merge(ear, sight.serial(), Math::max);
        boolean numbered = router.authentication() instanceof Authentication.AuthenticationHeader;
        long age = lan.host(queued.host()).clock().wallNanos() / 1_000_000_000L - (sight.serial() >>> 32);
        boolean timely = Math.abs(age) < WINDOW.toSeconds() - 1;
        return timely && !numbered && (before == null || sight.serial() > before);
    }
}
