package io.github.lvs4j.verification.simulation;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.testkit.vrrp.SimulatedHost;
import io.github.lvs4j.testkit.vrrp.SimulatedLan;
import io.github.lvs4j.vrrp.Authentication;
import io.github.lvs4j.vrrp.Hmac;
import io.github.lvs4j.vrrp.HmacKey;
import io.github.lvs4j.vrrp.SyncGroup;
import io.github.lvs4j.vrrp.VirtualMac;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.track.Tracker;
import io.github.lvs4j.vrrp.track.TrackerUse;
import java.util.SplittableRandom;

/**
 * What a setting may have besides: authentication of each kind, unicast, virtual MACs, a group's own rules, and trackers that the
 * program sets. Weights count for the members of a group as a whole, and only where these rank alike: at the ends of the range
 * different priorities would become the same, and their order would no longer agree from host to host.
 */
final class RandomExtras {

    private static final Hmac HMAC = Hmac.of(7, HmacKey.parse("0123456789abcdef".repeat(4)));

    private final SplittableRandom chance;
    private final Authentication authentication;
    private final boolean hmac;
    private final boolean unicast;
    private final boolean virtualMac;
    private final boolean ownRules;
    private final boolean tracked;
    private final boolean alike;

    RandomExtras(SplittableRandom chance, boolean v2) {
        this.chance = chance;
        int kind = chance.nextInt(3);
        this.authentication = !v2 || kind == 0
                ? Authentication.NONE
                : kind == 1 ? Authentication.simpleText("1c7f545a") : Authentication.authenticationHeader("1c7f545a");
        this.hmac = chance.nextInt(5) == 0 && !(authentication instanceof Authentication.AuthenticationHeader);
        this.unicast = chance.nextInt(4) == 0;
        this.virtualMac = chance.nextInt(4) == 0;
        this.ownRules = chance.nextInt(3) == 0;
        this.tracked = chance.nextInt(3) == 0;
        this.alike = chance.nextBoolean();
    }

    /** Whether all of a host's routers have one priority. */
    boolean ranksAlike() {
        return alike;
    }

    void add(SimulatedLan lan, SimulatedHost host, String link, AddressFamily family, VirtualRouter.Builder builder) {
        builder.authentication(authentication);
        if (hmac) {
            builder.hmac(HMAC);
        }
        if (unicast) {
            lan.hosts().stream()
                    .filter(other -> other != host)
                    .forEach(other -> builder.addUnicastPeers(other.addressOn(link, family)));
        }
        if (virtualMac) {
            builder.virtualMac(chance.nextBoolean() ? VirtualMac.DEFAULT : VirtualMac.DEFAULT.transmittingOnBase());
        }
    }

    /** Trackers of a router that moves alone. */
    VirtualRouter.Builder track(VirtualRouter.Builder builder) {
        return tracked && chance.nextBoolean() ? builder.addTrackers(use("service" + chance.nextInt(), true)) : builder;
    }

    /** A group with its own rules and trackers. */
    SyncGroup group(SyncGroup group) {
        SyncGroup changed = ownRules
                ? group.withFastTakeover(chance.nextBoolean()).withPartitionTakeover(chance.nextBoolean())
                : group;
        return tracked ? changed.withTrackers(use("database", alike)) : changed;
    }

    private TrackerUse use(String name, boolean weighted) {
        Tracker tracker = Tracker.program(name);
        return switch (weighted ? chance.nextInt(3) : 0) {
            case 0 -> tracker.fault();
            case 1 -> tracker.weight(1 + chance.nextInt(100));
            default -> tracker.weight(-1 - chance.nextInt(100));
        };
    }
}
